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

    public override bool IsRepeatable => true;

    public override int LeftContext => 64;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        int at = 0;
        if (Segments.IsSmall(text.Text))
        {
            Read(text, 0, text.Text.Length, small: true, findings);
            return;
        }

        while (Segments.TryNext(text.Text, ref at, out int start))
            Read(text, start, at, small: false, findings);
    }

    private static void Read(in JudgedText text, int start, int end, bool small, FindingList findings)
    {
        Word[] room = ArrayPool<Word>.Shared.Rent(Math.Min(MostWords, ((end - start) / 2) + 1));
        try
        {
            int at = start;
            while (at < end)
            {
                int count = WordReader.Read(text.Text[..end], ref at, room);
                Find(new WordList(text.Text, room.AsSpan(0, count)), text.From, small, findings);
            }
        }
        finally
        {
            ArrayPool<Word>.Shared.Return(room);
        }
    }

    private static void Find(in WordList words, int from, bool small, FindingList findings)
    {
        for (int i = 0; i < words.Count; i++)
        {
            if (!small && !words.Has(i, WordForm.Capital | WordForm.Number))
                continue;
            if (words.Has(i, WordForm.Capital) && words.Is(i, WordClass.Common) && !words.Is(i, WordClass.Street | WordClass.Unit))
                continue;
            bool address = IsAnnounced(words, i, WordClass.AddressCue);
            if (AddressFinder.TryRead(words, i, address, small, out int last) || TryHome(words, i, out last))
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

    /// <summary>A cue stands shortly before, in the same sentence; a colon and the end of a line may follow it.</summary>
    private static bool IsAnnounced(in WordList words, int i, WordClass cue)
    {
        for (int back = 1; back <= Reach && i - back >= 0; back++)
        {
            if (words[i - back + 1].Before == WordBreak.Stop)
                return false;
            if (words.IsCue(i - back, cue))
                return true;
        }

        return false;
    }

    /// <summary>The word before says that somebody's name follows: named, dear, is behind name.</summary>
    private static bool IsNamed(in WordList words, int i)
    {
        if (i == 0 || words[i].Before is WordBreak.Stop or WordBreak.Comma)
            return false;
        if (words.IsCue(i - 1, WordClass.NameCue))
            return words[i].Before != WordBreak.Line && (words[i].Before == WordBreak.Colon || IsPlain(words, i - 1)) && (words[i].Before == WordBreak.Colon || !words.Is(i, WordClass.Street | WordClass.Ambiguous) || words.Is(i, WordClass.Given));
        return i > 1 && words.Text(i - 1) is "is" or "was" && words[i - 1].Before == WordBreak.Space && words.Text(i - 2) is "name" or "Name" or "this";
    }

    /// <summary>Not a word of a heading or of code: small, or the first of its sentence.</summary>
    private static bool IsPlain(in WordList words, int i) => !words.Has(i, WordForm.Capital) || words[i].Before is WordBreak.Stop or WordBreak.Line;

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
