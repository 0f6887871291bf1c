namespace Sluice.Inspection.Detection.Views;

/// <summary>Reads what is written in characters that are not shown: ASCII in Unicode tags, bytes in variation selectors.</summary>
internal static class HiddenText
{
    /// <summary>Fewer are emoji: the flag of Scotland ends in five tags.</summary>
    private const int Fewest = 8;

    /// <summary>Whether there is any: tags, and the selectors that stand for printable bytes, share one high surrogate.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text) => text.Contains('\uDB40');

    /// <summary>Reads <paramref name="source"/>, the original text, into <paramref name="target"/>; whether there is enough to read.</summary>
    public static bool Read(ViewText source, ViewText target)
    {
        target.Begin(ViewKind.Hidden, 1);
        ReadOnlySpan<char> text = source.Text;
        if (!MayBeIn(text))
            return false;
        for (int i = 0; i < text.Length; i++)
        {
            int units = 1;
            int character = text[i];
            if (character == 0xDB40 && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                units = 2;
                character = char.ConvertToUtf32(text[i], text[i + 1]);
            }

            int read = character switch
            {
                >= 0xE0020 and <= 0xE007E => character - 0xE0000,
                >= 0xFE00 and <= 0xFE0F => character - 0xFE00,
                >= 0xE0100 and <= 0xE01EF => character - 0xE0100 + 16,
                _ => -1,
            };
            if (read is >= ' ' and < 0x7F or '\n')
                target.Add((char)read, i, i + units);
            i += units - 1;
        }

        return target.Length >= Fewest;
    }
}
