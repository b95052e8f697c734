//! How networks learn: from the miners' images as they are, or from ever new poses of them.

use crate::draws::{derived_seed, Draws};
use crate::images::{Half, Images, ARCHIVE};
use crate::network::{inputs, Network, HIDDEN};
use crate::render::{self, Cell, Pose};
use crate::strip;
use candle_core::{Device, Error, Result, Tensor};
use candle_nn::{loss, AdamW, Optimizer, ParamsAdamW};
use rayon::ThreadPoolBuilder;
use sha2::{Digest, Sha256};

/// What a network sees while it learns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Diet {
    /// The thousand images in a plain pose, over and over.
    Plain,
    /// Images in poses like those validators draw, never the same twice.
    Augmented,
}

/// How long and how fast a network learns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    diet: Diet,
    pub steps: usize,
    batch: usize,
    /// The learning rate of the first step; it falls in a straight line to nothing.
    rate: f64,
}

impl Plan {
    pub const PLAIN: Self = Self { diet: Diet::Plain, steps: 400, batch: 50, rate: 1e-3 };
    pub const AUGMENTED: Self = Self { diet: Diet::Augmented, steps: 1500, batch: 128, rate: 6e-3 };

    /// Trains a network; the same seed makes the same network. `progress` hears of every step done.
    pub fn train(&self, seed: u64, progress: impl FnMut(usize) + Send) -> Result<Network> {
        // These matrices are so small that handing them out to threads takes longer than reckoning
        // them, and several networks may be learning at once.
        let alone = ThreadPoolBuilder::new().num_threads(1).build().map_err(Error::wrap)?;
        alone.install(|| self.train_here(seed, progress))
    }

    fn train_here(&self, seed: u64, mut progress: impl FnMut(usize)) -> Result<Network> {
        let mut draws = Draws::of("training", seed);
        let network = Network::untrained(&mut draws)?;
        let mut optimizer = AdamW::new(network.parameters(), ParamsAdamW { lr: self.rate, ..Default::default() })?;
        let mut plate = Plate::new(self.diet);
        for step in 0..self.steps {
            let (cells, digits) = plate.serve(self.batch, &mut draws);
            let digits = Tensor::from_vec(digits, cells.len(), &Device::Cpu)?;
            let loss = loss::cross_entropy(&network.forward(&inputs(&cells)?)?, &digits)?;
            optimizer.set_learning_rate(self.rate * (1.0 - step as f64 / self.steps as f64));
            optimizer.backward_step(&loss)?;
            progress(step.saturating_add(1));
        }
        Ok(network)
    }

    /// A hash of all that decides what training makes: data, poses, plan and seed.
    pub fn key(&self, seed: u64) -> [u8; 32] {
        let mut hasher = Sha256::new_with_prefix(ARCHIVE);
        // The poses are code; what they look like tells one version of it from another.
        let mut draws = Draws::from_seed(&derived_seed("key", 0));
        for diet in [Diet::Plain, Diet::Augmented] {
            let (cells, _) = Plate::new(diet).serve(50, &mut draws);
            cells.iter().for_each(|cell| hasher.update(cell));
        }
        hasher.update(format!("{self:?}, {HIDDEN} hidden, seed {seed}"));
        hasher.finalize().into()
    }
}

/// Where the places come from that a network is shown.
struct Plate {
    diet: Diet,
    /// The plain places not yet shown in this round.
    left: Vec<(Cell, u32)>,
}

impl Plate {
    fn new(diet: Diet) -> Self {
        Self { diet, left: Vec::new() }
    }

    /// The next places and their digits.
    fn serve(&mut self, count: usize, draws: &mut Draws) -> (Vec<Cell>, Vec<u32>) {
        (0..count).map(|_| self.next(draws)).unzip()
    }

    fn next(&mut self, draws: &mut Draws) -> (Cell, u32) {
        if self.diet == Diet::Augmented {
            let (digit, cell) = strip::digit(Half::Miners, draws);
            return (cell, u32::from(digit));
        }
        if self.left.is_empty() {
            let images = Images::get().of(Half::Miners).iter();
            let plain = images.map(|image| (render::cell(image, &Pose::PLAIN, draws), u32::from(image.digit)));
            self.left = plain.collect();
            draws.shuffle(&mut self.left);
        }
        self.left.pop().expect("filled above when empty; qed")
    }
}
