//! From a sentence to a claim.

use super::{Claim, Expectation, Quantity, Relation, Than, When, SUBNET};
use myelin_toml::{instead_of, Invalid};

const FORM: &str = "as in `miner-1: incentive is at least 0.2 within 2 epochs`";

/// More epochs than anybody waits for.
const MOST_EPOCHS: u32 = 1_000;

pub fn read(text: &str) -> Result<Expectation, Invalid> {
    let text = text.trim();
    let unreadable = |what: String| Invalid::new(format!("cannot read `{text}`: {what}"), FORM);
    let Some((who, said)) = text.split_once(':') else {
        return Err(unreadable("nobody is named before a colon".into()));
    };
    let who = who.trim();
    if who.is_empty() || who.contains(char::is_whitespace) {
        return Err(unreadable("before the colon stands one name".into()));
    }
    let spaced = said.replace('±', " ± ").replace("+/-", " ± ").replace("+-", " ± ").replace('’', "'");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (words, when) = when(&words).map_err(unreadable)?;
    let claim = claim(who, words).map_err(|fault| match fault {
        Fault::Plain(what) => unreadable(what),
        Fault::Hinted(what, hint) => Invalid::new(format!("cannot read `{text}`: {what}"), hint),
    })?;
    Ok(Expectation { text: text.to_owned(), who: who.to_owned(), claim, when })
}

/// What is wrong, with a better hint than the general one if there is one.
enum Fault {
    Plain(String),
    Hinted(String, String),
}

fn plain<T>(what: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::Plain(what.into()))
}

/// The end of the sentence, and the words before it.
fn when<'a, 'w>(words: &'a [&'w str]) -> Result<(&'a [&'w str], When), String> {
    match words {
        [before @ .., "now"] => Ok((before, When::Now)),
        [before @ .., how @ ("within" | "for"), count, "epoch" | "epochs"] => {
            let epochs = count.parse().ok().filter(|count| (1..=MOST_EPOCHS).contains(count));
            let epochs = epochs.ok_or_else(|| format!("`{count}` epochs are not 1 to {MOST_EPOCHS}"))?;
            Ok((before, if *how == "within" { When::Within(epochs) } else { When::For(epochs) }))
        }
        _ => Ok((words, When::Now)),
    }
}

fn claim(who: &str, words: &[&str]) -> Result<Claim, Fault> {
    let of_somebody = |claim| if who == SUBNET { plain("the subnet has no seat of its own") } else { Ok(claim) };
    match words {
        ["has", "a", "permit"] | ["has", "a", "validator", "permit"] => of_somebody(Claim::HasPermit(true)),
        ["has", "no", "permit"] | ["has", "no", "validator", "permit"] => of_somebody(Claim::HasPermit(false)),
        ["is", "registered"] => of_somebody(Claim::IsRegistered(true)),
        ["is", "not", "registered"] => of_somebody(Claim::IsRegistered(false)),
        ["emission", "is", "paid"] if who == SUBNET => Ok(Claim::EmissionIsPaid),
        [name, "is", rest @ ..] => {
            let quantity = quantity(name, who)?;
            let (relation, rest) = relation(rest)?;
            Ok(Claim::Compares { quantity, relation, than: than(rest, quantity)? })
        }
        [] => plain("nothing is said"),
        _ => plain("it does not say what is how much"),
    }
}

fn quantity(name: &str, who: &str) -> Result<Quantity, Fault> {
    let Some((quantity, _)) = Quantity::ALL.iter().find(|(_, known)| *known == name) else {
        let known = Quantity::ALL.iter().filter(|(quantity, _)| quantity.is_of(who)).map(|(_, name)| *name);
        return Err(Fault::Hinted(format!("`{name}` is nothing that is measured"), instead_of(name, known)));
    };
    if !quantity.is_of(who) {
        return plain(format!("{who} has no {name}"));
    }
    Ok(*quantity)
}

fn relation<'a, 'w>(words: &'a [&'w str]) -> Result<(Relation, &'a [&'w str]), Fault> {
    Ok(match words {
        ["at", "least", rest @ ..] => (Relation::AtLeast, rest),
        ["at", "most", rest @ ..] => (Relation::AtMost, rest),
        ["above", rest @ ..] => (Relation::Above, rest),
        ["below", rest @ ..] => (Relation::Below, rest),
        ["not", rest @ ..] => (Relation::Not, rest),
        ["exactly", rest @ ..] => (Relation::Exactly, rest),
        ["about", rest @ .., "±", off] => (Relation::About(number(off)?), rest),
        ["about", ..] => return plain("say how far off it may be, as in `about 0.5 ± 0.02`"),
        rest => (Relation::Exactly, rest),
    })
}

fn than(words: &[&str], quantity: Quantity) -> Result<Than, Fault> {
    match words {
        [share, "%"] => Ok(Than::Number(number(share)? / 100.0)),
        [number_of, unit] if quantity.unit().trim().eq_ignore_ascii_case(unit) => Ok(Than::Number(number(number_of)?)),
        [times, "times", rest @ ..] => somebodys(rest, quantity, number(times)?),
        [single] if !single.ends_with("'s") => Ok(Than::Number(number(single)?)),
        rest => somebodys(rest, quantity, 1.0),
    }
}

/// `miner-2's`, or `miner-2's dividends`.
fn somebodys(words: &[&str], same: Quantity, times: f64) -> Result<Than, Fault> {
    let (whose, name) = match words {
        [whose] => (whose, None),
        [whose, name] => (whose, Some(name)),
        _ => return plain("it compares with neither a number nor one person's, as in `miner-2's`"),
    };
    let Some(who) = whose.strip_suffix("'s").filter(|who| !who.is_empty()) else {
        return plain(format!("`{whose}` is neither a number nor somebody's, as in `miner-2's`"));
    };
    let quantity = match name {
        Some(name) => quantity(name, who)?,
        None if same.is_of(who) => same,
        None => return plain(format!("{who} has no {same}")),
    };
    Ok(Than::Somebodys { who: who.to_owned(), quantity, times })
}

fn number(word: &str) -> Result<f64, Fault> {
    let (digits, scale) = match word.strip_suffix('%') {
        Some(digits) => (digits, 100.0),
        None => (word, 1.0),
    };
    match digits.replace('_', "").parse::<f64>() {
        Ok(value) if value.is_finite() && value >= 0.0 => Ok(value / scale),
        Ok(_) => plain(format!("`{word}` is not a number from zero up")),
        Err(_) => plain(format!("`{word}` is neither a number nor somebody's, as in `miner-2's`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compares(text: &str) -> (Quantity, Relation, Than, When) {
        let expectation = read(text).unwrap_or_else(|invalid| panic!("{invalid}"));
        match expectation.claim {
            Claim::Compares { quantity, relation, than } => (quantity, relation, than, expectation.when),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn numbers_are_compared_in_every_way() {
        use {Quantity::*, Relation::*, Than::Number};
        let cases = [
            ("a: incentive is at least 0.2 within 2 epochs", (Incentive, AtLeast, Number(0.2), When::Within(2))),
            ("a: incentive is at most 20 %", (Incentive, AtMost, Number(0.2), When::Now)),
            ("a: dividends is above 20% for 1 epoch", (Dividends, Above, Number(0.2), When::For(1))),
            ("a: emission is below 1_000 alpha now", (Emission, Below, Number(1000.0), When::Now)),
            ("a: balance is exactly 3.5 TAO", (Balance, Exactly, Number(3.5), When::Now)),
            ("a: trust is 0", (Trust, Exactly, Number(0.0), When::Now)),
            ("a: stake is not 0", (Stake, Not, Number(0.0), When::Now)),
            ("a: consensus is about 0.5 ± 0.02", (Consensus, About(0.02), Number(0.5), When::Now)),
            ("a: consensus is about 0.5±2% within 3 epochs", (Consensus, About(0.02), Number(0.5), When::Within(3))),
            ("a: consensus is about 0.5 +- 0.1", (Consensus, About(0.1), Number(0.5), When::Now)),
            ("subnet: neurons is 5", (Neurons, Exactly, Number(5.0), When::Now)),
        ];
        for (text, meant) in cases {
            assert_eq!(compares(text), meant, "{text}");
        }
    }

    #[test]
    fn people_are_compared_with_each_other() {
        let somebodys = |who: &str, quantity, times| Than::Somebodys { who: who.into(), quantity, times };
        let (_, _, than, _) = compares("miner-1: incentive is above miner-2's");
        assert_eq!(than, somebodys("miner-2", Quantity::Incentive, 1.0));
        let (_, _, than, when) = compares("copier: emission is at most 1.1 times miner-1's for 3 epochs");
        assert_eq!((than, when), (somebodys("miner-1", Quantity::Emission, 1.1), When::For(3)));
        let (_, _, than, _) = compares("a: incentive is below b’s dividends");
        assert_eq!(than, somebodys("b", Quantity::Dividends, 1.0));
    }

    #[test]
    fn what_is_no_number_is_claimed_in_words() {
        let claim = |text: &str| read(text).unwrap().claim;
        assert_eq!(claim("v: has a permit within 1 epoch"), Claim::HasPermit(true));
        assert_eq!(claim("v: has no validator permit"), Claim::HasPermit(false));
        assert_eq!(claim("v: is registered"), Claim::IsRegistered(true));
        assert_eq!(claim("v: is not registered now"), Claim::IsRegistered(false));
        assert_eq!(claim("subnet: emission is paid"), Claim::EmissionIsPaid);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let cases = [
            ("incentive is 3", "nobody is named"),
            ("miner 1: incentive is 3", "one name"),
            ("a:", "nothing is said"),
            ("a: incentive", "does not say what is how much"),
            ("a: incnetive is 3", "nothing that is measured"),
            ("a: incentive is about 0.5", "how far off"),
            ("a: incentive is big", "neither a number nor somebody's"),
            ("a: incentive is at least -1", "from zero up"),
            ("a: incentive is at least nan", "from zero up"),
            ("a: incentive is 3 within 0 epochs", "not 1 to 1000"),
            ("a: incentive is 3 within some epochs", "not 1 to 1000"),
            ("a: neurons is 3", "a has no neurons"),
            ("subnet: trust is 3", "subnet has no trust"),
            ("subnet: is registered", "no seat of its own"),
            ("a: incentive is above subnet's balance", "subnet has no balance"),
            ("a: incentive is at least", "neither a number nor one person's"),
        ];
        for (text, why) in cases {
            let invalid = read(text).expect_err(text);
            assert!(invalid.what.contains(why), "{invalid}");
            assert!(!invalid.hint.is_empty());
        }
        assert_eq!(read("a: incnetive is 3").unwrap_err().hint, "did you mean `incentive`?");
    }
}
