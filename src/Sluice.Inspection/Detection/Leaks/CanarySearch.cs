using System.Buffers;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Leaks;

/// <summary>Looks for canaries in a text, in each of their forms.</summary>
internal static class CanarySearch
{
    /// <summary>Score of a form that is spelled out: an honest text may spell what sounds the same.</summary>
    private const double Spelled = 0.995;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>Longest form that a stretch of a stream shows whole.</summary>
    public const int LeftContext = 1_024;

    /// <summary>Adds a finding for each place; label 0.</summary>
    public static void Find(CanaryForms forms, in JudgedText text, FindingList findings)
    {
        if (forms.IsEmpty || text.Text.IsEmpty)
            return;
        bool sounds = BareLetters.HasSounds(text.Text);
        int room = text.Text.Length * (sounds ? 4 : 1);
        char[] letters = ArrayPool<char>.Shared.Rent(room);
        int[] places = ArrayPool<int>.Shared.Rent(room);
        int count = BareLetters.Squeeze(text.Text, letters, places);
        bool found = Find(forms, forms.Certain, letters.AsSpan(0, count), places, text, 1, findings);
        if (!found)
        {
            if (sounds)
                count = BareLetters.SqueezeBySound(text.Text, letters, places);
            found = Find(forms, forms.BySound, letters.AsSpan(0, count), places, text, Spelled, findings);
        }

        if (!found && letters.AsSpan(0, count).ContainsAny(Digits))
        {
            foreach (ref char letter in letters.AsSpan(0, count))
                letter = CanaryForms.Unleet(letter);
            Find(forms, forms.BySound, letters.AsSpan(0, count), places, text, Spelled, findings);
        }

        ArrayPool<char>.Shared.Return(letters);
        ArrayPool<int>.Shared.Return(places);
    }

    private static bool Find(CanaryForms forms, SearchValues<string> what, ReadOnlySpan<char> letters, int[] places, in JudgedText text, double score, FindingList findings)
    {
        bool found = false;
        int at = 0;
        while (letters[at..].IndexOfAny(what) is var next and >= 0)
        {
            at += next;
            int length = forms.LengthAt(letters[at..], spelled: score < 1);
            int start = places[at];
            int end = places[at + length - 1] + 1;
            if (end < text.Text.Length && char.IsLowSurrogate(text.Text[end]))
                end++;
            if (end > text.From)
                findings.Add(0, score, start, end - start);
            found = true;
            at += length;
        }

        return found;
    }
}
