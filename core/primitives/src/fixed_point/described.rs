//! How metadata describes a fixed-point number: the wire's path, its integer, and the bits of its
//! fraction as a number made of types, which is how clients tell `U64F64` from `U96F32`.

use core::marker::PhantomData;
use scale_info::{build::Fields, meta_type, Path, Type, TypeInfo, TypeParameter};

pub type Bits32 = UInt<UInt<UInt<UInt<UInt<UInt<UTerm, B1>, B0>, B0>, B0>, B0>, B0>;
pub type Bits64 = UInt<Bits32, B0>;

/// The digits above the highest: none.
pub struct UTerm;
/// The digit nought.
pub struct B0;
/// The digit one.
pub struct B1;
/// A digit, and those above it.
pub struct UInt<Above, Digit>(PhantomData<(Above, Digit)>);

/// A fixed-point number whose bits are a `Bits`.
pub fn number<Bits: TypeInfo + 'static, Fraction: TypeInfo + 'static>(name: &'static str, bits: &'static str) -> Type {
    Type::builder()
        .path(Path::from_segments_unchecked(["substrate_fixed", name]))
        .type_params([TypeParameter::new("Frac", Some(meta_type::<Fraction>()))])
        .composite(Fields::named().field(|field| field.ty::<Bits>().name("bits").type_name(bits)))
}

macro_rules! digit {
    ($($name:ident in $module:literal;)+) => {$(
        impl TypeInfo for $name {
            type Identity = Self;

            fn type_info() -> Type {
                Type::builder()
                    .path(Path::from_segments_unchecked(["typenum", $module, stringify!($name)]))
                    .composite(Fields::unit())
            }
        }
    )+};
}

digit! {
    UTerm in "uint";
    B0 in "bit";
    B1 in "bit";
}

impl<Above: TypeInfo + 'static, Digit: TypeInfo + 'static> TypeInfo for UInt<Above, Digit> {
    type Identity = Self;

    fn type_info() -> Type {
        let parameters =
            [TypeParameter::new("U", Some(meta_type::<Above>())), TypeParameter::new("B", Some(meta_type::<Digit>()))];
        let fields = Fields::named()
            .field(|field| field.ty::<Above>().name("msb").type_name("U"))
            .field(|field| field.ty::<Digit>().name("lsb").type_name("B"));
        Type::builder()
            .path(Path::from_segments_unchecked(["typenum", "uint", "UInt"]))
            .type_params(parameters)
            .composite(fields)
    }
}
