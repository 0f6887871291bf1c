using System.Buffers;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>
/// Finds names of people and postal addresses by lists of words and by what stands around them. There is no model behind it: a name in no list and with nothing around it that
/// says so is missed, and a capitalised word in the wrong place is taken for one.
/// </summary>
internal sealed class PeopleAndPlaces : Classifier
{
    public const int NameLabel = 0;
    public const int AddressLabel = 1;

    /// <summary>Words that are read at once; a name or an address over the seam is cut.</summary>
    private const int MostWords = 4_096;

    /// <summary>Words before a name or an address in which a cue may stand.</summary>
    private const int Reach = 4;

    public override string Name => "names and addresses";

    public override int Labels => 2;

    public override bool FindsSpans => true;

    public override int LeftContext => 64;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        Word[] room = ArrayPool<Word>.Shared.Rent(Math.Min(MostWords, (text.Text.Length / 2) + 1));
        try
        {
            int at = 0;
            while (at < text.Text.Length)
            {
                int count = WordReader.Read(text.Text, ref at, room);
                Find(new WordList(text.Text, room.AsSpan(0, count)), text.From, findings);
            }
        }
        finally
        {
            ArrayPool<Word>.Shared.Return(room);
        }
    }

    private static void Find(in WordList words, int from, FindingList findings)
    {
        bool small = IsSmall(words);
        for (int i = 0; i < words.Count; i++)
        {
            if (!small && !words.Has(i, WordForm.Capital | WordForm.Number))
                continue;
            bool address = IsAnnounced(words, i, WordClass.AddressCue);
            if (AddressFinder.TryRead(words, i, address, small, out int last) || TryCode(words, i, out last) || TryHome(words, i, out last))
                Add(words, i, last, AddressLabel, from, findings);
            else if (NameFinder.TryRead(words, i, IsNamed(words, i), out last))
                Add(words, i, last, NameLabel, from, findings);
            else
                continue;
            i = last;
        }
    }

    private static void Add(in WordList words, int first, int last, int label, int from, FindingList findings)
    {
        int end = words[last].End;
        if (end > from)
            findings.Add(label, 1, words[first].Start, end - words[first].Start);
    }

    /// <summary>Few write without capitals; those who do are read without them.</summary>
    private static bool IsSmall(in WordList words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            if (words.Has(i, WordForm.Capital))
                return false;
        }

        return true;
    }

    /// <summary>A cue stands shortly before, in the same sentence; a colon and the end of a line may follow it.</summary>
    private static bool IsAnnounced(in WordList words, int i, WordClass cue)
    {
        for (int back = 1; back <= Reach && i - back >= 0; back++)
        {
            if (words[i - back + 1].Before == WordBreak.Stop)
                return false;
            if (words.Is(i - back, cue))
                return true;
        }

        return false;
    }

    /// <summary>The word before says that somebody's name follows: named, dear, is behind name.</summary>
    private static bool IsNamed(in WordList words, int i)
    {
        if (i == 0 || words[i].Before is WordBreak.Stop or WordBreak.Comma)
            return false;
        if (words.Is(i - 1, WordClass.NameCue))
            return words[i].Before != WordBreak.Line && (words[i].Before == WordBreak.Colon || !words.Is(i, WordClass.Street | WordClass.Ambiguous) || words.Is(i, WordClass.Given));
        return i > 1 && words.Text(i - 1) is "is" or "was" && words[i - 1].Before == WordBreak.Space && words.Text(i - 2) is "name" or "Name" or "this";
    }

    /// <summary>A postal code behind its name.</summary>
    private static bool TryCode(in WordList words, int i, out int last)
    {
        last = i;
        if (!words.Has(i, WordForm.Number) || words.Length(i) is < 4 or > 7)
            return false;
        for (int back = 1; back <= 3 && i - back >= 0; back++)
        {
            if (words.Text(i - back) is "zip" or "ZIP" or "Zip" or "postcode" or "Postcode" or "postal" or "PLZ" or "zipcode")
                return true;
        }

        return false;
    }

    /// <summary>The place where somebody lives, was born or comes from.</summary>
    private static bool TryHome(in WordList words, int i, out int last)
    {
        last = i;
        if (i < 2 || !words.IsNamelike(i) || !words.Touches(i) || !IsHome(words.Text(i - 2), words.Text(i - 1)))
            return false;
        while (words.Touches(last + 1) && words.IsNamelike(last + 1))
            last++;
        return true;
    }

    private static bool IsHome(ReadOnlySpan<char> before, ReadOnlySpan<char> preposition) => preposition switch
    {
        "in" => before is "lives" or "live" or "lived" or "living" or "born" or "resides" or "reside" or "up" or "based" or "I'm" or "i'm",
        "from" => before is "here" or "originally" or "moved" or "am" or "I'm" or "comes" or "come",
        "to" => before is "moved" or "moving" or "flew" or "returned",
        "at" => before is "arrived",
        _ => false,
    };
}
