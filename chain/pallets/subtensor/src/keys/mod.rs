pub(crate) mod storage;
