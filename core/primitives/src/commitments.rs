//! What a neuron publishes on the chain: up to three short fields, hashes among them, so that what
//! it did elsewhere can be held against it later.

use crate::Tao;
use alloc::vec::Vec;
use codec::{Compact, Decode, DecodeWithMemTracking, Encode, EncodeLike, Error, Input, MaxEncodedLen, Output};
use scale_info::{
    build::{Fields, Variants},
    Path, Type, TypeInfo, TypeParameter,
};

/// Fields a commitment has at most.
pub const MAX_FIELDS: usize = 3;
/// Bytes of a field without a length in front.
pub const MAX_RAW: usize = 128;
/// Bytes of a longer field.
pub const MAX_BIG_RAW: usize = 512;
/// Bytes of a field nobody can read before its time.
pub const MAX_TIMELOCKED: usize = 1024;
/// Bytes of the hashes.
const HASH: u64 = 32;

/// A vector of at most `MOST` items; a longer one does not decode.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode)]
pub struct Bounded<T, const MOST: usize>(Vec<T>);

impl<T, const MOST: usize> Bounded<T, MOST> {
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }
}

impl<T, const MOST: usize> TryFrom<Vec<T>> for Bounded<T, MOST> {
    type Error = Vec<T>;

    /// Gives the items back where there are too many.
    fn try_from(items: Vec<T>) -> Result<Self, Vec<T>> {
        if items.len() <= MOST {
            Ok(Self(items))
        } else {
            Err(items)
        }
    }
}

impl<T: Decode, const MOST: usize> Decode for Bounded<T, MOST> {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let length = usize::try_from(Compact::<u32>::decode(input)?.0).unwrap_or(usize::MAX);
        if length > MOST {
            return Err("more items than there may be".into());
        }
        codec::decode_vec_with_len(input, length).map(Self)
    }
}

impl<T: DecodeWithMemTracking, const MOST: usize> DecodeWithMemTracking for Bounded<T, MOST> {}

impl<T: MaxEncodedLen, const MOST: usize> MaxEncodedLen for Bounded<T, MOST> {
    fn max_encoded_len() -> usize {
        let length = Compact(u32::try_from(MOST).unwrap_or(u32::MAX)).encoded_size();
        T::max_encoded_len().saturating_mul(MOST).saturating_add(length)
    }
}

impl<T: TypeInfo + 'static, const MOST: usize> TypeInfo for Bounded<T, MOST> {
    type Identity = Self;

    /// Described as the vector clients know, which they wrap and unwrap as such.
    fn type_info() -> Type {
        Type::builder()
            .path(Path::new("BoundedVec", "bounded_collections::bounded_vec"))
            .type_params([TypeParameter::new("T", Some(scale_info::meta_type::<T>())), TypeParameter::new("S", None)])
            .composite(Fields::unnamed().field(|field| field.ty::<Vec<T>>().type_name("Vec<T>")))
    }
}

/// One field of a commitment. Its first byte tells the kind, and of raw bytes their number too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Data {
    #[default]
    None,
    Raw(Bounded<u8, MAX_RAW>),
    BlakeTwo256([u8; 32]),
    Sha256([u8; 32]),
    Keccak256([u8; 32]),
    ShaThree256([u8; 32]),
    /// To be read once the beacon has come to `reveal_round`.
    TimelockEncrypted {
        encrypted: Bounded<u8, MAX_TIMELOCKED>,
        reveal_round: u64,
    },
    /// Asks for others' bonds toward this neuron to be forgotten.
    ResetBondsFlag,
    BigRaw(Bounded<u8, MAX_BIG_RAW>),
}

/// First bytes of the kinds; raw bytes have the ones between the first two, by their length.
mod tag {
    pub const NONE: u8 = 0;
    pub const RAW: u8 = 1;
    pub const BLAKE_TWO: u8 = 130;
    pub const SHA: u8 = 131;
    pub const KECCAK: u8 = 132;
    pub const SHA_THREE: u8 = 133;
    pub const TIMELOCK: u8 = 134;
    pub const RESET_BONDS: u8 = 135;
    pub const BIG_RAW: u8 = 136;
}

impl Data {
    /// Bytes, as the shorter or the longer kind; `None` where there are too many for either.
    pub fn raw(bytes: &[u8]) -> Option<Self> {
        Bounded::try_from(bytes.to_vec())
            .map(Self::Raw)
            .or_else(|bytes| Bounded::try_from(bytes).map(Self::BigRaw))
            .ok()
    }

    /// Bytes counted against what an account may publish.
    pub fn payload(&self) -> u64 {
        match self {
            Self::None | Self::ResetBondsFlag => 0,
            Self::Raw(bytes) => bytes.0.len() as u64,
            Self::BigRaw(bytes) => bytes.0.len() as u64,
            Self::TimelockEncrypted { encrypted, .. } => encrypted.0.len() as u64,
            Self::BlakeTwo256(_) | Self::Sha256(_) | Self::Keccak256(_) | Self::ShaThree256(_) => HASH,
        }
    }
}

impl Encode for Data {
    fn size_hint(&self) -> usize {
        usize::try_from(self.payload()).unwrap_or_default().saturating_add(11)
    }

    fn encode_to<O: Output + ?Sized>(&self, output: &mut O) {
        let mut hash = |tag: u8, hash: &[u8; 32]| {
            output.push_byte(tag);
            output.write(hash);
        };
        match self {
            Self::None => output.push_byte(tag::NONE),
            Self::Raw(bytes) => {
                output.push_byte(tag::RAW.saturating_add(bytes.0.len() as u8)); // at most 128
                output.write(&bytes.0);
            }
            Self::BlakeTwo256(bytes) => hash(tag::BLAKE_TWO, bytes),
            Self::Sha256(bytes) => hash(tag::SHA, bytes),
            Self::Keccak256(bytes) => hash(tag::KECCAK, bytes),
            Self::ShaThree256(bytes) => hash(tag::SHA_THREE, bytes),
            Self::TimelockEncrypted { encrypted, reveal_round } => {
                output.push_byte(tag::TIMELOCK);
                encrypted.encode_to(output);
                reveal_round.encode_to(output);
            }
            Self::ResetBondsFlag => output.push_byte(tag::RESET_BONDS),
            Self::BigRaw(bytes) => {
                output.push_byte(tag::BIG_RAW);
                bytes.encode_to(output);
            }
        }
    }
}

impl Decode for Data {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        Ok(match input.read_byte()? {
            tag::NONE => Self::None,
            tag @ tag::RAW..tag::BLAKE_TWO => {
                let length = usize::from(tag.saturating_sub(tag::RAW));
                Self::Raw(Bounded(codec::decode_vec_with_len(input, length)?))
            }
            tag::BLAKE_TWO => Self::BlakeTwo256(Decode::decode(input)?),
            tag::SHA => Self::Sha256(Decode::decode(input)?),
            tag::KECCAK => Self::Keccak256(Decode::decode(input)?),
            tag::SHA_THREE => Self::ShaThree256(Decode::decode(input)?),
            tag::TIMELOCK => {
                Self::TimelockEncrypted { encrypted: Decode::decode(input)?, reveal_round: Decode::decode(input)? }
            }
            tag::RESET_BONDS => Self::ResetBondsFlag,
            tag::BIG_RAW => Self::BigRaw(Decode::decode(input)?),
            _ => return Err("no kind of field begins so".into()),
        })
    }
}

impl DecodeWithMemTracking for Data {}
impl EncodeLike for Data {}

impl MaxEncodedLen for Data {
    fn max_encoded_len() -> usize {
        // The longest kind: its tag, its bytes with their length, its round.
        Bounded::<u8, MAX_TIMELOCKED>::max_encoded_len().saturating_add(1 + 8)
    }
}

/// Adds a kind for each length of raw bytes, since a type cannot say that its tag is a length.
macro_rules! raw_kinds {
    ($kinds:ident, $($length:literal)*) => {
        $kinds$(.variant(concat!("Raw", stringify!($length)), |kind| {
            kind.index(tag::RAW + $length).fields(Fields::unnamed().field(|field| field.ty::<[u8; $length]>()))
        }))*
    };
}

impl TypeInfo for Data {
    type Identity = Self;

    fn type_info() -> Type {
        let kinds = Variants::new().variant("None", |kind| kind.index(tag::NONE));
        let mut kinds = raw_kinds!(kinds,
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37
            38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72
            73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 100 101 102 103 104 105
            106 107 108 109 110 111 112 113 114 115 116 117 118 119 120 121 122 123 124 125 126 127 128
        );
        let hashes = [
            ("BlakeTwo256", tag::BLAKE_TWO),
            ("Sha256", tag::SHA),
            ("Keccak256", tag::KECCAK),
            ("ShaThree256", tag::SHA_THREE),
        ];
        for (name, tag) in hashes {
            kinds = kinds
                .variant(name, |kind| kind.index(tag).fields(Fields::unnamed().field(|field| field.ty::<[u8; 32]>())));
        }
        let kinds = kinds
            .variant("TimelockEncrypted", |kind| {
                let encrypted =
                    Fields::named().field(|field| field.name("encrypted").ty::<Bounded<u8, MAX_TIMELOCKED>>());
                kind.index(tag::TIMELOCK).fields(encrypted.field(|field| field.name("reveal_round").ty::<u64>()))
            })
            .variant("ResetBondsFlag", |kind| kind.index(tag::RESET_BONDS))
            .variant("BigRaw", |kind| {
                kind.index(tag::BIG_RAW).fields(Fields::unnamed().field(|field| field.ty::<Bounded<u8, MAX_BIG_RAW>>()))
            });
        Type::builder().path(Path::new("Data", module_path!())).variant(kinds)
    }
}

/// What a neuron publishes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct CommitmentInfo {
    pub fields: Bounded<Data, MAX_FIELDS>,
}

impl CommitmentInfo {
    /// A commitment to a single field.
    pub fn of(field: Data) -> Self {
        Self { fields: Bounded(alloc::vec![field]) }
    }

    /// Bytes counted against what an account may publish.
    pub fn payload(&self) -> u64 {
        self.fields.0.iter().fold(0, |sum, field| field.payload().saturating_add(sum))
    }

    /// The first beacon round after which more of it can be read, if any of it is encrypted.
    pub fn reveal_round(&self) -> Option<u64> {
        let rounds = self.fields.0.iter().filter_map(|field| match field {
            Data::TimelockEncrypted { reveal_round, .. } => Some(*reveal_round),
            _ => None,
        });
        rounds.min()
    }

    /// Whether it asks for bonds to be forgotten.
    pub fn resets_bonds(&self) -> bool {
        self.fields.0.contains(&Data::ResetBondsFlag)
    }
}

/// A commitment as the chain keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Registration {
    /// Kept for clients; commitments need none.
    pub deposit: Tao,
    /// Block in which it was made.
    pub block: u32,
    pub info: CommitmentInfo,
}

/// How much an account has published in an epoch.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct UsageTracker {
    /// The epoch, by its number; in any other nothing was published yet.
    pub last_epoch: u64,
    /// Bytes.
    pub used_space: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn both_ways(data: &Data, bytes: &[u8]) {
        assert_eq!(data.encode(), bytes);
        assert_eq!(Data::decode(&mut &bytes[..]).as_ref(), Ok(data));
        assert!(bytes.len() <= Data::max_encoded_len());
    }

    #[test]
    fn the_first_byte_tells_the_kind_and_the_length() {
        both_ways(&Data::None, &[0]);
        both_ways(&Data::raw(b"").unwrap(), &[1]);
        both_ways(&Data::raw(b"abc").unwrap(), b"\x04abc");
        both_ways(&Data::raw(&[7; 128]).unwrap(), &[&[129][..], &[7; 128]].concat());
        both_ways(&Data::BlakeTwo256([9; 32]), &[&[130][..], &[9; 32]].concat());
        both_ways(&Data::ShaThree256([9; 32]), &[&[133][..], &[9; 32]].concat());
        both_ways(&Data::ResetBondsFlag, &[135]);
        both_ways(&Data::raw(&[7; 129]).unwrap(), &[&[136, 5, 2][..], &[7; 129]].concat());
        let locked = Data::TimelockEncrypted { encrypted: vec![1, 2].try_into().unwrap(), reveal_round: 3 };
        both_ways(&locked, &[134, 8, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn what_is_too_long_is_neither_made_nor_read() {
        assert_eq!(Data::raw(&[0; 513]), None);
        assert!(Data::decode(&mut &[137][..]).is_err());
        let four_fields = [&[16][..], &[0; 4]].concat();
        assert!(CommitmentInfo::decode(&mut &four_fields[..]).is_err());
        let long = [&[136, 5, 8][..], &[0; 513]].concat();
        assert!(Data::decode(&mut &long[..]).is_err());
        assert!(Data::decode(&mut &[5, 1, 2][..]).is_err(), "four bytes were announced");
    }

    #[test]
    fn clients_are_told_a_kind_for_every_first_byte() {
        let scale_info::TypeDef::Variant(kinds) = Data::type_info().type_def else { panic!("kinds") };
        let indices: Vec<u8> = kinds.variants.iter().map(|kind| kind.index).collect();
        assert_eq!(indices, (0..=136).collect::<Vec<u8>>());
        assert_eq!(kinds.variants[129].name, "Raw128");
    }

    #[test]
    fn payloads_are_counted_without_what_describes_them() {
        let locked = Data::TimelockEncrypted { encrypted: vec![0; 5].try_into().unwrap(), reveal_round: 8 };
        let fields = vec![locked, Data::raw(&[0; 300]).unwrap(), Data::Sha256([0; 32])];
        let info = CommitmentInfo { fields: fields.try_into().unwrap() };
        assert_eq!((info.payload(), info.reveal_round(), info.resets_bonds()), (337, Some(8), false));
        assert_eq!(CommitmentInfo::of(Data::ResetBondsFlag).payload(), 0);
    }
}
