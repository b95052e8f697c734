//! What a type is called, the same way whether it was found in metadata or in a description.
//!
//! What the bytes do not show is left out of a name: the bound of a bounded vector, whether a
//! sequence is a vector or a queue, and the newtypes that metadata describes as their integer.

use scale_info::{form::PortableForm, PortableRegistry, Type, TypeDef, TypeDefPrimitive};
use std::fmt;

/// A type's name, and the types it is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// `[]` for an array, `()` for a tuple, else the word.
    pub word: String,
    pub of: Vec<Name>,
    /// Of an array.
    pub length: Option<String>,
}

impl Name {
    pub fn word(word: impl Into<String>) -> Self {
        Self { word: word.into(), of: Vec::new(), length: None }
    }

    pub fn generic(word: impl Into<String>, of: Vec<Name>) -> Self {
        Self { word: word.into(), of, length: None }
    }

    /// Whether a name read from metadata is this one. A name without parameters leaves them open:
    /// what they fill is compared where the type itself is.
    pub fn matches(&self, ours: &Self) -> bool {
        let are_open = self.of.is_empty() && self.word != "()";
        let same = self.of.len() == ours.of.len() && self.of.iter().zip(&ours.of).all(|(want, got)| want.matches(got));
        self.word == ours.word && self.length == ours.length && (are_open || same)
    }

    /// Every word in the name.
    pub fn words(&self) -> Vec<&str> {
        let inner = self.of.iter().flat_map(Name::words);
        std::iter::once(self.word.as_str()).chain(inner).collect()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of: Vec<String> = self.of.iter().map(Name::to_string).collect();
        match (self.word.as_str(), &self.length) {
            ("()", _) => write!(out, "({})", of.join(", ")),
            ("[]", Some(length)) => write!(out, "[{}; {length}]", of.join(", ")),
            (word, _) if of.is_empty() => out.write_str(word),
            (word, _) => write!(out, "{word}<{}>", of.join(", ")),
        }
    }
}

/// What the registry calls a type.
pub fn in_registry(types: &PortableRegistry, id: u32) -> Name {
    let Some(ty) = types.resolve(id) else { return Name::word(format!("?{id}")) };
    match &ty.type_def {
        TypeDef::Primitive(primitive) => Name::word(primitive_word(primitive)),
        TypeDef::Sequence(sequence) => Name::generic("Vec", vec![in_registry(types, sequence.type_param.id)]),
        TypeDef::Compact(compact) => Name::generic("Compact", vec![in_registry(types, compact.type_param.id)]),
        TypeDef::Array(array) => Name {
            word: "[]".into(),
            of: vec![in_registry(types, array.type_param.id)],
            length: Some(array.len.to_string()),
        },
        TypeDef::Tuple(tuple) => {
            Name::generic("()", tuple.fields.iter().map(|field| in_registry(types, field.id)).collect())
        }
        TypeDef::BitSequence(_) => Name::word("BitVec"),
        TypeDef::Composite(_) | TypeDef::Variant(_) => of_path(types, ty),
    }
}

fn of_path(types: &PortableRegistry, ty: &Type<PortableForm>) -> Name {
    let word = ty.path.segments.last().cloned().unwrap_or_else(|| "?".into());
    let given = |index: usize| ty.type_params.get(index).and_then(|parameter| parameter.ty);
    if let ("FixedI64" | "FixedI128" | "FixedU64" | "FixedU128", Some(fraction)) = (word.as_str(), given(0)) {
        return Name::word(fixed_point(types, &word, fraction.id));
    }
    // Bound parameters such as a length have no type here and no place in the name.
    let of = ty.type_params.iter().filter_map(|parameter| parameter.ty).map(|ty| in_registry(types, ty.id)).collect();
    Name::generic(word, of)
}

/// The usual name of a fixed-point number, `U64F64`, from its integer and the bits of its fraction.
fn fixed_point(types: &PortableRegistry, word: &str, fraction: u32) -> String {
    let bits = word.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let sign = if word.contains('I') { 'I' } else { 'U' };
    match (bits.parse::<u128>(), type_number(types, fraction)) {
        (Ok(bits), Some(fraction)) if fraction <= bits => format!("{sign}{}F{fraction}", bits - fraction),
        _ => word.to_string(),
    }
}

/// A number written as a type: binary digits from the highest down, each around those above it.
fn type_number(types: &PortableRegistry, id: u32) -> Option<u128> {
    let ty = types.resolve(id)?;
    match ty.path.segments.last()?.as_str() {
        "UTerm" => Some(0),
        "UInt" => {
            let above = type_number(types, ty.type_params.first()?.ty?.id)?;
            let digit = types.resolve(ty.type_params.get(1)?.ty?.id)?;
            let digit = match digit.path.segments.last()?.as_str() {
                "B0" => 0,
                "B1" => 1,
                _ => return None,
            };
            Some(above * 2 + digit)
        }
        _ => None,
    }
}

pub fn primitive_word(primitive: &TypeDefPrimitive) -> &'static str {
    match primitive {
        TypeDefPrimitive::Bool => "bool",
        TypeDefPrimitive::Char => "char",
        TypeDefPrimitive::Str => "str",
        TypeDefPrimitive::U8 => "u8",
        TypeDefPrimitive::U16 => "u16",
        TypeDefPrimitive::U32 => "u32",
        TypeDefPrimitive::U64 => "u64",
        TypeDefPrimitive::U128 => "u128",
        TypeDefPrimitive::U256 => "u256",
        TypeDefPrimitive::I8 => "i8",
        TypeDefPrimitive::I16 => "i16",
        TypeDefPrimitive::I32 => "i32",
        TypeDefPrimitive::I64 => "i64",
        TypeDefPrimitive::I128 => "i128",
        TypeDefPrimitive::I256 => "i256",
    }
}

/// Reads a type as Rust writes it, `Vec<(AccountId32, u64)>`.
pub fn parse(text: &str) -> Result<Name, String> {
    let mut reader = Reader { text, rest: text };
    let name = reader.name()?;
    reader.skip_blanks();
    if reader.rest.is_empty() {
        Ok(name)
    } else {
        Err(format!("`{text}` goes on with `{}`", reader.rest))
    }
}

struct Reader<'a> {
    text: &'a str,
    rest: &'a str,
}

impl Reader<'_> {
    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes a mark if it is next.
    fn take(&mut self, mark: char) -> bool {
        self.skip_blanks();
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn demand(&mut self, mark: char) -> Result<(), String> {
        if self.take(mark) {
            Ok(())
        } else {
            Err(format!("`{}`: no `{mark}` before `{}`", self.text, self.rest))
        }
    }

    fn name(&mut self) -> Result<Name, String> {
        if self.take('(') {
            return Ok(Name::generic("()", self.list(')')?));
        }
        if self.take('[') {
            let of = vec![self.name()?];
            self.demand(';')?;
            let length = Some(self.word()?);
            self.demand(']')?;
            return Ok(Name { word: "[]".into(), of, length });
        }
        let word = self.word()?;
        let of = if self.take('<') { self.list('>')? } else { Vec::new() };
        Ok(usual(word, of))
    }

    fn word(&mut self) -> Result<String, String> {
        self.skip_blanks();
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':' | '-');
        let end = self.rest.find(|letter| !is_part(letter)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        if word.is_empty() {
            Err(format!("`{}`: no name before `{rest}`", self.text))
        } else {
            Ok(word.to_string())
        }
    }

    fn list(&mut self, end: char) -> Result<Vec<Name>, String> {
        let mut names = Vec::new();
        while !self.take(end) {
            names.push(self.name()?);
            if !self.take(',') {
                self.demand(end)?;
                break;
            }
        }
        Ok(names)
    }
}

/// The name without what metadata does not show.
fn usual(word: String, of: Vec<Name>) -> Name {
    let is_number = |name: &Name| name.word.chars().all(|letter| letter.is_ascii_digit());
    let of: Vec<Name> = of.into_iter().filter(|name| !is_number(name)).collect();
    if word == "VecDeque" {
        Name::generic("Vec", of)
    } else {
        Name::generic(word, of)
    }
}
