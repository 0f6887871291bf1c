namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>Tells at a glance, from three of its letters and its length, that a word is in no list. Some that are in none pass; none that is in one fails.</summary>
internal sealed class WordFilter
{
    private const int Bits = 1 << 16;

    private readonly ulong[] _bits = new ulong[Bits / 64];

    public void Add(ReadOnlySpan<char> word)
    {
        int place = Place(word);
        _bits[place >> 6] |= 1UL << place;
    }

    public bool MayHave(ReadOnlySpan<char> word)
    {
        int place = Place(word);
        return (_bits[place >> 6] >> place & 1) != 0;
    }

    private static int Place(ReadOnlySpan<char> word)
    {
        uint first = Folded(word[0]);
        uint middle = Folded(word[word.Length / 2]);
        uint last = Folded(word[^1]);
        return (int)((((((((first * 37) + middle) * 37) + last) * 37) + (uint)word.Length) * 2_654_435_761u) >> 16);
    }

    /// <summary>Case folds for ASCII by one bit, for all else as the dictionary does it.</summary>
    private static uint Folded(char c) => c < 128 ? (uint)(c | 0x20) : char.ToLowerInvariant(c);
}
