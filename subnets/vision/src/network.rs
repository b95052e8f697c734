//! A small network: 256 shades, one hidden layer, ten digits.

use crate::draws::Draws;
use crate::features;
use crate::render::Cell;
use candle_core::{Device, Result, Tensor, Var, D};

/// How many numbers the hidden layer has.
pub(crate) const HIDDEN: usize = 128;
/// The digits to tell apart.
const DIGITS: usize = 10;
/// The shapes of the weights and biases, in the order in which they are drawn and kept.
const SHAPES: [&[usize]; 4] = [&[features::COUNT, HIDDEN], &[HIDDEN], &[HIDDEN, DIGITS], &[DIGITS]];

/// The weights of a network, trained or not.
#[derive(Clone)]
pub struct Network {
    parameters: [Var; 4],
}

impl Network {
    /// How many numbers a network has.
    pub(crate) fn size() -> usize {
        SHAPES.iter().map(|shape| count(shape)).sum()
    }

    /// A network that has learnt nothing: weights within `sqrt(3 / inputs)`, so that what
    /// goes in varies as much as what comes out; biases zero.
    ///
    /// The library's own chance cannot be seeded on a processor, so the weights are drawn here.
    pub(crate) fn untrained(draws: &mut Draws) -> Result<Self> {
        let mut numbers = Vec::with_capacity(Self::size());
        for shape in SHAPES {
            let reach = match shape {
                [inputs, _] => (3.0 / *inputs as f32).sqrt(),
                _ => 0.0,
            };
            numbers.extend((0..count(shape)).map(|_| reach * draws.signed_unit()));
        }
        Self::of(&numbers)
    }

    /// The network of these numbers; an error unless they are as many as a network has.
    pub(crate) fn of(numbers: &[f32]) -> Result<Self> {
        let mut rest = numbers;
        let mut next = |shape: &[usize]| {
            let (taken, after) = rest.split_at_checked(count(shape)).unwrap_or((rest, &[]));
            rest = after;
            Var::from_tensor(&Tensor::from_slice(taken, shape, &Device::Cpu)?)
        };
        let [inner, inner_bias, outer, outer_bias] = SHAPES;
        let parameters = [next(inner)?, next(inner_bias)?, next(outer)?, next(outer_bias)?];
        Ok(Self { parameters })
    }

    /// Its numbers, for keeping.
    pub(crate) fn numbers(&self) -> Result<Vec<f32>> {
        let mut numbers = Vec::with_capacity(Self::size());
        for parameter in &self.parameters {
            numbers.extend(parameter.flatten_all()?.to_vec1::<f32>()?);
        }
        Ok(numbers)
    }

    /// What training changes.
    pub(crate) fn parameters(&self) -> Vec<Var> {
        self.parameters.to_vec()
    }

    /// How much each place (a row) speaks for each digit (a column).
    pub(crate) fn forward(&self, places: &Tensor) -> Result<Tensor> {
        let [inner, inner_bias, outer, outer_bias] = &self.parameters;
        let hidden = places.matmul(inner)?.broadcast_add(inner_bias)?.relu()?;
        hidden.matmul(outer)?.broadcast_add(outer_bias)
    }

    /// The likeliest digit of each place, all in one go.
    pub(crate) fn read(&self, cells: &[Cell]) -> Result<Vec<u8>> {
        let digits = self.forward(&inputs(cells)?)?.argmax(D::Minus1)?.to_vec1::<u32>()?;
        Ok(digits.into_iter().map(|digit| u8::try_from(digit).unwrap_or_default()).collect())
    }
}

/// Places as the network takes them, one a row; its inputs have a mean square of one.
pub(crate) fn inputs(cells: &[Cell]) -> Result<Tensor> {
    let gain = (features::COUNT as f32).sqrt();
    let numbers: Vec<f32> = cells.iter().flat_map(|cell| features::of(cell).map(|feature| feature * gain)).collect();
    Tensor::from_vec(numbers, (cells.len(), features::COUNT), &Device::Cpu)
}

fn count(shape: &[usize]) -> usize {
    shape.iter().product()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_the_same_after_its_numbers_were_kept() {
        let network = Network::untrained(&mut Draws::of("a test", 1)).unwrap();
        let numbers = network.numbers().unwrap();
        assert_eq!(numbers.len(), Network::size());
        assert_eq!(Network::of(&numbers).unwrap().numbers().unwrap(), numbers);
        assert!(Network::of(&numbers[1..]).is_err());
    }
}
