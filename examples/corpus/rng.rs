//! Numbers that are the same on every machine: splitmix64, seeded from a text by FNV-1a.

pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: &str) -> Self {
        let hash = seed.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
        });
        Self(hash)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = self.0;
        let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to `n`, without `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// From `a` to `b`, with both.
    pub(crate) fn span(&mut self, a: usize, b: usize) -> usize {
        a + self.below(b - a + 1)
    }

    pub(crate) fn pick<'a>(&mut self, all: &'a [String]) -> &'a str {
        &all[self.below(all.len())]
    }

    /// So many different ones.
    pub(crate) fn sample<'a>(&mut self, all: &'a [String], count: usize) -> Vec<&'a str> {
        let mut pool: Vec<&str> = all.iter().map(String::as_str).collect();
        let count = count.min(pool.len());
        (0..count)
            .map(|_| pool.remove(self.below(pool.len())))
            .collect()
    }
}
