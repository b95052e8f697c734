//! Newtypes that are a bare integer on the wire: same bytes, same metadata entry, no wrapper.

/// Gives a one-field tuple struct over an integer the codec and metadata of that integer, so that
/// clients see the integer and our code sees the unit.
macro_rules! bare_integer {
    ($name:ident, $inner:ty) => {
        impl codec::CompactAs for $name {
            type As = $inner;
            fn encode_as(&self) -> &$inner {
                &self.0
            }
            fn decode_from(value: $inner) -> Result<Self, codec::Error> {
                Ok(Self(value))
            }
        }

        impl From<codec::Compact<$name>> for $name {
            fn from(value: codec::Compact<$name>) -> Self {
                value.0
            }
        }

        impl scale_info::TypeInfo for $name {
            type Identity = $inner;
            fn type_info() -> scale_info::Type {
                <$inner as scale_info::TypeInfo>::type_info()
            }
        }

        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        impl From<$name> for $inner {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(&self.0, f)
            }
        }
    };
}
pub(crate) use bare_integer;
