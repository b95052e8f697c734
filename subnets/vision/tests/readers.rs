//! The subnet as validators and miners meet it: strips from seeds, readers of every kind, and what
//! their answers are worth.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use futures::executor::block_on;
use myelin_subnet::{Miner, Score, Subnet};
use myelin_vision::{
    held_out_accuracy, Answer, Kind, Progress, Question, Reader, Strip, Tape, TrainError, Vision, VisionMiner,
};
use sha2::{Digest, Sha256};
use std::path::Path;

fn train(kind: Kind, seed: u64, cache: Option<&Path>) -> (Reader, Vec<Progress>) {
    let mut heard = Vec::new();
    let reader = Reader::train(kind, seed, cache, |progress| heard.push(progress)).unwrap();
    (reader, heard)
}

fn miner(kind: Kind) -> VisionMiner {
    VisionMiner::new(train(kind, 1, None).0)
}

fn question(seed: u8) -> Question {
    Vision::new().question(&Vision::new().item(&[seed; 32]))
}

fn answers(reader: Reader) -> Vec<String> {
    let miner = VisionMiner::new(reader);
    (0..100).map(|seed| miner.read(&question(seed)).unwrap().digits).collect()
}

#[test]
fn the_strips_of_known_seeds_are_the_published_ones() {
    let expected = [
        (0, "57240", "2bc583050a6ee83bff31a19d174070ca831a7cbe23daafb636a7c99962ec90bf"),
        (1, "754", "d9f67b0095c368964f400283d2e22cf5156e0588685f9573cf8d3350ac305f4f"),
        (255, "353", "108dc2c12bea835c691be18575fa8bf948cbf5875acb439b07d4bbc4370be248"),
    ];
    for (seed, digits, hash) in expected {
        let item = Vision::new().item(&[seed; 32]);
        assert_eq!((item.digits.as_str(), hex(&Sha256::digest(item.strip.pixels()))), (digits, hash.to_string()));
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_question_carries_the_whole_strip_as_json() {
    let item = Vision::new().item(&[9; 32]);
    let text = serde_json::to_string(&Vision::new().question(&item)).unwrap();
    assert!(text.len() < 2000, "{} bytes", text.len());
    let question: Question = serde_json::from_str(&text).unwrap();
    assert_eq!(question.strip().unwrap(), item.strip);
    assert!(!text.contains(&item.digits));
}

#[test]
fn a_malformed_question_is_refused_in_a_line_and_never_panics() {
    let miner = miner(Kind::Neighbour);
    let sound = question(1);
    let mut malformed = vec![
        Question { width: 0, ..sound.clone() },
        Question { width: u32::MAX, height: u32::MAX, ..sound.clone() },
        Question { width: sound.width + 1, ..sound.clone() },
        Question { width: 16 * 6, ..sound.clone() },
        Question { height: 17, ..sound.clone() },
        Question { pixels: String::new(), ..sound.clone() },
        Question { pixels: "not base64!".to_string(), ..sound.clone() },
        Question { pixels: sound.pixels[4..].to_string(), ..sound.clone() },
        Question { pixels: "A".repeat(1 << 20), ..sound.clone() },
    ];
    malformed.extend((0..sound.pixels.len()).step_by(97).map(|at| {
        let mut pixels = sound.pixels.clone();
        pixels.replace_range(at..=at, "\u{e9}");
        Question { pixels, ..sound.clone() }
    }));
    for question in malformed {
        let refused = block_on(miner.answer(question)).unwrap_err();
        assert!(!refused.contains('\n') && refused.len() < 100, "{refused}");
    }
    assert!(block_on(miner.answer(sound)).is_ok());
}

#[test]
fn a_kind_is_called_by_its_name() {
    for kind in Kind::ALL {
        assert_eq!(kind.to_string().parse(), Ok(kind));
        assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{kind}\""));
    }
    let refused = "clever".parse::<Kind>().unwrap_err().to_string();
    assert!(Kind::ALL.iter().all(|kind| refused.contains(kind.name())), "{refused}");
}

#[test]
fn training_twice_makes_the_same_reader_and_another_seed_another() {
    let folder = tempfile::tempdir().unwrap();
    let weights = |seed, folder: &Path| {
        let heard = train(Kind::Plain, seed, Some(folder)).1;
        assert_eq!(heard.len(), heard.last().unwrap().steps);
        kept(folder)
    };
    let first = weights(1, &folder.path().join("first"));
    assert_eq!(weights(1, &folder.path().join("second")), first);
    assert_ne!(weights(2, &folder.path().join("third")).1, first.1);
}

/// The only file of a folder: its name and what is in it.
fn kept(folder: &Path) -> (String, Vec<u8>) {
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).collect();
    assert_eq!(files.len(), 1);
    (files[0].file_name().into_string().unwrap(), std::fs::read(files[0].path()).unwrap())
}

#[test]
fn a_reader_from_the_cache_reads_like_one_just_trained() {
    let folder = tempfile::tempdir().unwrap();
    let (fresh, heard) = train(Kind::Plain, 1, Some(folder.path()));
    assert!(!heard.is_empty());
    let (cached, heard) = train(Kind::Plain, 1, Some(folder.path()));
    assert!(heard.is_empty());
    assert_eq!(cached.kind(), Kind::Plain);
    let uncached = train(Kind::Plain, 1, None).0;
    assert_eq!(answers(cached), answers(fresh));
    assert_eq!(answers(uncached), answers(train(Kind::Plain, 1, Some(folder.path())).0));
}

#[test]
fn a_corrupt_cache_is_trained_again_and_repaired() {
    let folder = tempfile::tempdir().unwrap();
    train(Kind::Plain, 1, Some(folder.path()));
    let (name, sound) = kept(folder.path());
    let mut damaged = sound.clone();
    damaged[sound.len() / 2] ^= 0x10;
    for corrupt in [damaged, sound[..1000].to_vec(), Vec::new()] {
        std::fs::write(folder.path().join(&name), corrupt).unwrap();
        assert!(!train(Kind::Plain, 1, Some(folder.path())).1.is_empty());
        assert_eq!(kept(folder.path()).1, sound);
    }
}

#[test]
fn a_cache_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    let refused = Reader::train(Kind::Plain, 1, Some(&file), |_| ()).err().unwrap();
    assert!(matches!(refused, TrainError::Cache { .. }));
    assert!(refused.to_string().contains(file.to_str().unwrap()), "{refused}");
}

#[test]
fn the_kinds_are_told_apart_by_what_they_read_and_the_copier_earns_nothing() {
    let tape = Tape::new();
    let augmented = miner(Kind::Augmented).recording(tape.clone());
    let copier = VisionMiner::new(Reader::copier(tape));
    let accuracies = [
        held_out_accuracy(&augmented, None),
        held_out_accuracy(&miner(Kind::Neighbour), None),
        held_out_accuracy(&miner(Kind::Plain), None),
        held_out_accuracy(&copier, Some(&augmented)),
    ]
    .map(Score::as_f64);
    let [augmented, neighbour, plain, copier] = accuracies;
    assert!(augmented > neighbour + 0.08 && neighbour > plain + 0.05 && plain > 0.6, "{accuracies:?}");
    assert!((0.05..0.12).contains(&copier), "{accuracies:?}");
    assert!(augmented > 0.87, "{accuracies:?}");
}

#[test]
fn a_copier_earns_nothing_in_any_of_two_hundred_epochs() {
    let vision = Vision::new();
    let tape = Tape::new();
    let neighbour = miner(Kind::Neighbour).recording(tape.clone());
    let copier = VisionMiner::new(Reader::copier(tape));
    let mut seed = [0; 32];
    for epoch in 0..200_u64 {
        // 25 strips are 100 digits: what a validator asks a miner in an epoch.
        let mut mean = [0; 2];
        for strip in 0..25_u64 {
            for (asked, (miner, mean)) in [&neighbour, &copier].into_iter().zip(&mut mean).enumerate() {
                seed[..8].copy_from_slice(&(1000 * epoch + 2 * strip + asked as u64).to_le_bytes());
                let item = vision.item(&seed);
                let answer = block_on(miner.answer(vision.question(&item))).unwrap();
                *mean += vision.score(&item, &answer).ppm() / 25;
            }
        }
        let [honest, copied] = mean.map(|mean| vision.merit(Score::from_ppm(mean)));
        assert!(honest > 0.4 && copied == 0.0, "epoch {epoch}: {mean:?}");
    }
}

#[test]
fn a_copier_without_a_tape_says_so_and_learns_nothing() {
    let copier = VisionMiner::new(Reader::copier(Tape::new()));
    assert_eq!(copier.read(&question(1)), Err("there is nothing to copy yet".to_string()));
    assert!(matches!(Reader::train(Kind::Copier, 1, None, |_| ()), Err(TrainError::Copier)));
}

#[test]
fn a_tape_on_file_serves_a_copier_in_another_process() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tape.json");
    let honest = miner(Kind::Neighbour).recording(Tape::at(&file));
    let said: Answer = honest.read(&question(3)).unwrap();
    let copier = VisionMiner::new(Reader::copier(Tape::at(&file)));
    assert_eq!(copier.read(&question(4)), Ok(said));
}

#[test]
fn a_strip_can_be_looked_at() {
    let strip: Strip = Vision::new().item(&[5; 32]).strip;
    assert_eq!(strip.as_text().lines().count(), strip.height());
    assert!(strip.as_text().lines().all(|line| line.len() == 2 * strip.width()));
    let numbers = strip.as_pgm().split_whitespace().skip(4).count();
    assert_eq!(numbers, strip.width() * strip.height());
}
