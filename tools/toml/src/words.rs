//! What can stand beside a name.

use crate::{instead_of, Entry, Invalid};
use myelin_primitives::RAO_PER_TOKEN;
use std::time::Duration;
use toml_edit::Item;

impl<'a> Entry<'a> {
    /// That what stands here is not what is wanted.
    pub fn wrong(&self, wanted: &str) -> Invalid {
        Invalid::new(format!("`{}` must be {wanted}", self.name), "").at(self.line)
    }

    /// That the name means nothing where it stands.
    pub fn unknown(&self, known: &[&str]) -> Invalid {
        let what = format!("`{}` means nothing here", self.name);
        Invalid::new(what, instead_of(self.name, known.iter().copied())).at(self.line)
    }

    /// One of some words.
    pub fn word(&self, known: &[&str]) -> Result<&'a str, Invalid> {
        let word = self.text()?;
        match known.contains(&word) {
            true => Ok(word),
            false => {
                let what = format!("`{}` cannot be \"{word}\"", self.name);
                Err(Invalid::new(what, instead_of(word, known.iter().copied())).at(self.line))
            }
        }
    }

    /// A name that can stand in a key and in a sentence.
    pub fn plain_name(&self) -> Result<String, Invalid> {
        let name = self.text()?;
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | ' ');
        match !name.trim().is_empty() && name.chars().all(is_plain) {
            true => Ok(name.to_owned()),
            false => Err(self.wrong("a name of letters, digits, blanks, `-` and `_`")),
        }
    }

    pub fn text(&self) -> Result<&'a str, Invalid> {
        self.item.as_str().ok_or_else(|| self.wrong("a text in quotes"))
    }

    pub fn is_true(&self) -> Result<bool, Invalid> {
        self.item.as_bool().ok_or_else(|| self.wrong("true or false"))
    }

    /// A whole number from one up to `most`.
    pub fn count(&self, most: u32) -> Result<u32, Invalid> {
        let count = self.item.as_integer().and_then(|count| u32::try_from(count).ok());
        count
            .filter(|count| (1..=most).contains(count))
            .ok_or_else(|| self.wrong(&format!("a whole number from 1 to {most}")))
    }

    /// A part of a whole: a number from 0 to 1.
    pub fn part(&self) -> Result<f64, Invalid> {
        let part = self.number().ok().filter(|part| *part <= 1.0);
        part.ok_or_else(|| self.wrong("a number from 0 to 1"))
    }

    /// A number from zero up.
    pub fn number(&self) -> Result<f64, Invalid> {
        let whole = |item: &Item| item.as_integer().and_then(|whole| u32::try_from(whole).ok()).map(f64::from);
        let number = self.item.as_float().or_else(|| whole(self.item));
        number.filter(|number| number.is_finite() && *number >= 0.0).ok_or_else(|| self.wrong("a number from zero up"))
    }

    /// An amount in whole tokens, to the rao.
    pub fn rao(&self) -> Result<u64, Invalid> {
        if let Some(whole) = self.item.as_integer() {
            let rao = u64::try_from(whole).ok().and_then(|whole| whole.checked_mul(RAO_PER_TOKEN));
            return rao.ok_or_else(|| self.wrong("an amount that exists"));
        }
        /// Beyond it, a float is no longer whole rao, and there are not that many tokens.
        const MOST: f64 = 21_000_000.0;
        let tokens = self.number().map_err(|_| self.wrong("an amount, as in 1.5"))?;
        if tokens > MOST {
            return Err(self.wrong("an amount that exists"));
        }
        Ok((tokens * RAO_PER_TOKEN as f64).round() as u64)
    }

    /// Seconds as a number, or a text such as `90 s`, `15 min`, `2 h`, `3 days`.
    pub fn duration(&self) -> Result<Duration, Invalid> {
        let wrong = || self.wrong("a span of time, as in \"90 s\", \"15 min\", \"2 h\" or \"3 days\"");
        let seconds = match self.item.as_str() {
            None => self.number().map_err(|_| wrong())?,
            Some(text) => {
                let text = text.trim();
                let split = text.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(text.len());
                let (number, unit) = text.split_at(split);
                let unit = match unit {
                    "s" | "seconds" | "second" | "" => 1.0,
                    "m" | "min" | "minutes" | "minute" => 60.0,
                    "h" | "hours" | "hour" => 3_600.0,
                    "d" | "days" | "day" => 86_400.0,
                    _ => return Err(wrong()),
                };
                number.trim().parse::<f64>().map_err(|_| wrong())? * unit
            }
        };
        Duration::try_from_secs_f64(seconds).map_err(|_| wrong())
    }
}
