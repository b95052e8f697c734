//! What `myelin sim new` writes.

/// A scenario with a word on everything that can be told.
pub const TEMPLATE: &str = include_str!("template.toml");

#[cfg(test)]
mod tests {
    use crate::Scenario;

    #[test]
    fn the_template_is_a_scenario() {
        let scenario: Scenario = super::TEMPLATE.parse().unwrap();
        assert_eq!((scenario.miners.len(), scenario.validators.len()), (2, 2));
        assert!(!scenario.thresholds.is_empty());
    }
}
