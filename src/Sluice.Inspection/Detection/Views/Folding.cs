using System.Text;
using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Views;

/// <summary>Folds whole texts for those who judge meaning.</summary>
internal static class Folding
{
    private static readonly (char From, char To)[] ScriptBlocks = [('\u0370', '\u058F'), ('\u13A0', '\u13FF'), ('\u1F00', '\u1FFF'), ('\uA4D0', '\uA4FF')];

    /// <summary>Folds <paramref name="source"/> into <paramref name="target"/>, which was begun; whether anything differs.</summary>
    public static bool Fold(ViewText source, ViewText target)
    {
        ReadOnlySpan<char> text = source.Text;
        bool? latin = null;
        bool folded = false;
        int word = 0;
        bool mixed = false;
        for (int i = 0; i < text.Length; i++)
        {
            char unit = text[i];
            if (unit < 0x80)
            {
                int plain = 1;
                while (i + plain < text.Length && text[i + plain] < 0x80)
                    plain++;
                target.Add(source, i, plain);
                i += plain - 1;
                continue;
            }

            int units = 1;
            ushort entry = LetterTable.Of(unit);
            if (char.IsHighSurrogate(unit) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                units = 2;
                entry = LetterTable.Of(char.ConvertToUtf32(unit, text[i + 1]));
            }

            if ((entry & LetterTable.Script) != 0 && !(latin ??= IsLatin(text)))
            {
                if (i >= word)
                    (word, mixed) = WordAt(text, i);
                if (!mixed)
                    entry = LetterTable.Same;
            }

            folded |= entry != LetterTable.Same;
            Write(source, i, units, entry, target);
            i += units - 1;
        }

        return folded;
    }

    private static void Write(ViewText source, int at, int units, ushort entry, ViewText target)
    {
        if (entry == LetterTable.Gone)
            return;
        if (entry == LetterTable.Same)
        {
            for (int i = at; i < at + units; i++)
                target.Add(source.Text[i], source, i);
            return;
        }

        char one = default;
        foreach (char unit in LetterTable.Spelling(entry, ref one))
            target.Add(unit, source.StartOf(at), source.EndOf(at + units - 1));
    }

    /// <summary>Most of the letters are Latin, so that letters of other scripts which look like them are meant to be read so.</summary>
    private static bool IsLatin(ReadOnlySpan<char> text)
    {
        int latin = 0;
        int other = 0;
        foreach (char unit in text)
        {
            if (char.IsAsciiLetter(unit))
                latin++;
            else if (unit >= 0x370 && IsScript(unit))
                other++;
        }

        return latin > 2 * other;
    }

    private static bool IsScript(char unit)
    {
        foreach ((char from, char to) in ScriptBlocks)
        {
            if (unit >= from && unit <= to)
                return true;
        }

        return false;
    }

    /// <summary>Where the word around a unit ends, and whether it has Latin letters as well.</summary>
    private static (int End, bool Mixed) WordAt(ReadOnlySpan<char> text, int at)
    {
        int from = at;
        while (from > 0 && IsWord(text[from - 1]))
            from--;
        int end = at + 1;
        while (end < text.Length && IsWord(text[end]))
            end++;
        bool mixed = text[from..end].ContainsAnyInRange('a', 'z') || text[from..end].ContainsAnyInRange('A', 'Z');
        return (end, mixed);
    }

    private static bool IsWord(char unit) => Rune.TryCreate(unit, out Rune rune) ? Rune.IsLetterOrDigit(rune) || LetterTable.Of(unit) == LetterTable.Gone : true;
}
