//! Sorting more numbers than fit in memory: an external merge sort over triples.
//!
//! Memory is one buffer of [`RUN`] triples while filling and one small window per run while
//! reading, whatever the number of triples. Nothing but the numbers given reaches the disk, in an
//! unnamed temporary file that vanishes with the process.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Three numbers, ordered lexicographically.
pub type Triple = [u64; 3];

/// Triples held in memory before they are written out as one sorted run (12 MB).
const RUN: usize = 1 << 19;
/// Triples read at a time from each run (24 kB).
const WINDOW: usize = 1 << 10;
const WIDTH: usize = std::mem::size_of::<Triple>();

/// Takes triples in any order.
#[derive(Debug)]
pub struct Sorter {
    spool: File,
    /// Number of triples in each run, in file order.
    runs: Vec<usize>,
    buffer: Vec<Triple>,
    limit: usize,
}

impl Sorter {
    /// An empty sorter whose overflow goes to an unnamed file in `folder`.
    pub fn new(folder: &Path) -> io::Result<Self> {
        Self::with_limit(folder, RUN)
    }

    fn with_limit(folder: &Path, limit: usize) -> io::Result<Self> {
        Ok(Self {
            spool: tempfile::tempfile_in(folder)?,
            runs: Vec::new(),
            buffer: Vec::new(),
            limit,
        })
    }

    /// Adds one triple.
    pub fn push(&mut self, triple: Triple) -> io::Result<()> {
        self.buffer.push(triple);
        if self.buffer.len() >= self.limit {
            self.spill()?;
        }
        Ok(())
    }

    /// Everything pushed, in order.
    pub fn finish(mut self) -> io::Result<Sorted> {
        self.spill()?;
        let mut start = 0;
        let mut runs = Vec::with_capacity(self.runs.len());
        for len in self.runs {
            runs.push(Run {
                next: start,
                end: start + len,
                window: Vec::new().into_iter(),
            });
            start += len;
        }
        let mut sorted = Sorted {
            spool: self.spool,
            runs,
            heads: BinaryHeap::new(),
        };
        for run in 0..sorted.runs.len() {
            sorted.refill(run)?;
        }
        Ok(sorted)
    }

    fn spill(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        self.buffer.sort_unstable();
        let mut out = io::BufWriter::with_capacity(WINDOW * WIDTH, &self.spool);
        for triple in &self.buffer {
            for number in triple {
                out.write_all(&number.to_le_bytes())?;
            }
        }
        out.flush()?;
        self.runs.push(self.buffer.len());
        self.buffer.clear();
        Ok(())
    }
}

#[derive(Debug)]
struct Run {
    next: usize,
    end: usize,
    window: std::vec::IntoIter<Triple>,
}

/// Triples in ascending order, equal ones next to each other.
#[derive(Debug)]
pub struct Sorted {
    spool: File,
    runs: Vec<Run>,
    heads: BinaryHeap<Reverse<(Triple, usize)>>,
}

impl Sorted {
    /// The next triple without taking it.
    pub fn peek(&self) -> Option<Triple> {
        self.heads.peek().map(|Reverse((triple, _))| *triple)
    }

    /// Takes the next triple.
    pub fn pop(&mut self) -> io::Result<Option<Triple>> {
        let Some(Reverse((triple, run))) = self.heads.pop() else {
            return Ok(None);
        };
        self.refill(run)?;
        Ok(Some(triple))
    }

    fn refill(&mut self, index: usize) -> io::Result<()> {
        let run = &mut self.runs[index];
        if run.window.len() == 0 && run.next < run.end {
            let take = WINDOW.min(run.end - run.next);
            self.spool
                .seek(SeekFrom::Start((run.next * WIDTH) as u64))?;
            let mut bytes = vec![0; take * WIDTH];
            self.spool.read_exact(&mut bytes)?;
            run.next += take;
            run.window = decode(&bytes).into_iter();
        }
        if let Some(triple) = run.window.next() {
            self.heads.push(Reverse((triple, index)));
        }
        Ok(())
    }
}

fn decode(bytes: &[u8]) -> Vec<Triple> {
    let number = |chunk: &[u8]| {
        chunk
            .iter()
            .rev()
            .fold(0_u64, |n, b| n << 8 | u64::from(*b))
    };
    bytes
        .chunks_exact(WIDTH)
        .map(|t| [number(&t[..8]), number(&t[8..16]), number(&t[16..])])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_small_runs_come_out_as_one_order() {
        let folder = tempfile::tempdir().unwrap();
        let mut sorter = Sorter::with_limit(folder.path(), 7).unwrap();
        let mut expected = Vec::new();
        for n in 0..10_000_u64 {
            let triple = [n.wrapping_mul(0x9E37_79B9_7F4A_7C15) % 97, n % 13, n];
            expected.push(triple);
            sorter.push(triple).unwrap();
        }
        expected.sort_unstable();
        let mut order = sorter.finish().unwrap();
        let mut got = Vec::new();
        while let Some(triple) = order.pop().unwrap() {
            got.push(triple);
        }
        assert_eq!(got, expected);
        assert_eq!(order.peek(), None);
    }
}
