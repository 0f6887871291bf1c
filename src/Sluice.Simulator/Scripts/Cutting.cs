namespace Sluice.Simulator.Scripts;

/// <summary>Where a text is cut into deltas. The deltas always join to the text, and no cut falls inside a surrogate pair.</summary>
internal sealed record Cutting(CutKind Kind, int Size = 0, IReadOnlyList<int>? Lengths = null)
{
    public static Cutting Words { get; } = new(CutKind.Word);

    /// <summary>The end of the piece that starts at <paramref name="start"/>; call it until it returns the text's length.</summary>
    /// <param name="piece">How many pieces came before.</param>
    public int End(ReadOnlySpan<char> text, int start, int piece) => Kind switch
    {
        CutKind.Word => WordEnd(text, start),
        CutKind.Character => Whole(text, start, start + 1),
        CutKind.Fixed => Whole(text, start, start + (long)Size),
        CutKind.At => piece == 0 && Size > 0 ? Whole(text, 0, Size) : text.Length,
        _ => piece < Lengths!.Count ? Whole(text, start, start + (long)Lengths[piece]) : text.Length,
    };

    /// <summary>A word takes the white space in front of it along, as models' tokens do.</summary>
    private static int WordEnd(ReadOnlySpan<char> text, int start)
    {
        int at = start;
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
        return at;
    }

    private static int Whole(ReadOnlySpan<char> text, int start, long end)
    {
        if (end >= text.Length) return text.Length;
        return end > start && char.IsHighSurrogate(text[(int)end - 1]) && char.IsLowSurrogate(text[(int)end]) ? (int)end + 1 : (int)end;
    }
}

/// <summary>The ways of cutting that a script can name.</summary>
internal enum CutKind
{
    Word,
    Character,
    Fixed,
    At,
    Lengths,
}
