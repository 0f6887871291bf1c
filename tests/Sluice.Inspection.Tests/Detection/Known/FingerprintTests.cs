using System.Text;
using Sluice.Inspection.Detection.Known;

namespace Sluice.Inspection.Tests.Detection.Known;

public sealed class FingerprintTests
{
    [Fact]
    public void Equal_texts_have_the_same() =>
        Assert.Equal(Fingerprint.Of(7, "name"u8, "The same text, twice."u8), Fingerprint.Of(7, "name"u8, "The same text, twice."u8));

    [Fact]
    public void No_bit_can_change_at_any_length()
    {
        Random random = new(1);
        for (int length = 1; length < 120; length++)
        {
            byte[] text = new byte[length];
            random.NextBytes(text);
            HashSet<Fingerprint> seen = [Fingerprint.Of(0, default, text)];
            for (int bit = 0; bit < 8 * length; bit++)
            {
                text[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.True(seen.Add(Fingerprint.Of(0, default, text)), $"bit {bit} of {length} bytes");
                text[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void What_moves_is_not_the_same()
    {
        string[] parts = ["", "\0", "\0\0", "a", "a\0", "\0a", "aaaaaaa", "aaaaaaa\0", "bbbbbbb", "aaaaaaabbbbbbb", "bbbbbbbaaaaaaa", new string('a', 28), new string('a', 29), new string('a', 35)];
        HashSet<Fingerprint> seen = [];
        foreach (ulong about in new ulong[] { 0, 1, 1UL << 55 })
        {
            foreach (string name in parts)
            {
                foreach (string text in parts)
                    Assert.True(seen.Add(Fingerprint.Of(about, Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(text))), $"{about} {name} {text}");
            }
        }
    }
}
