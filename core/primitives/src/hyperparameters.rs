//! Hyperparameters as data: one row each.
