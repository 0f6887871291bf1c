using System.Buffers;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Leaks;

/// <summary>
/// Answers that repeat their request's system prompt: stretches of it, letter by letter, whatever the case and whatever stands between the letters; also reversed, by rot13, in base64 and in
/// hexadecimal. A translation or a summary is not found.
/// </summary>
internal sealed class PromptOverlap : Classifier
{
    /// <summary>Letters of a prompt that an answer may repeat: names, headings, what it was told to say.</summary>
    private const int SomeLetters = 60;

    private const int ManyLetters = 120;

    /// <summary>The same where they are orders to the model.</summary>
    private const int SomeOrders = 32;

    private const int ManyOrders = 64;

    /// <summary>The same where they are encoded, for which there is no honest reason.</summary>
    private const int SomeEncoded = 24;

    private const int ManyEncoded = 40;

    public override string Name => "system-prompt";

    public override int Labels => 1;

    public override ConversationNeeds Needs => ConversationNeeds.System;

    public override int LeftContext => 1_024;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        if (text.Direction != Direction.Response || text.Conversation is null || text.Text.Length < RollingHash.Window)
            return;
        PromptPrint prompt = text.Conversation.Made(static c => new PromptPrint(c));
        if (prompt.IsEmpty)
            return;
        char[] letters = ArrayPool<char>.Shared.Rent(text.Text.Length);
        int[] places = ArrayPool<int>.Shared.Rent(text.Text.Length);
        int count = BareLetters.Squeeze(text.Text, letters, places);
        int before = findings.Count;
        Runs(prompt, letters.AsSpan(0, count), places, text, findings);
        if (findings.Count == before)
        {
            foreach (ref char letter in letters.AsSpan(0, count))
                letter = letter is >= 'a' and <= 'z' ? (char)('a' + ((letter - 'a' + 13) % 26)) : letter;
            Runs(prompt, letters.AsSpan(0, count), places, text, findings, encoded: true);
        }

        ArrayPool<char>.Shared.Return(letters);
        ArrayPool<int>.Shared.Return(places);
        if (findings.Count == before)
            JudgeBytes(prompt, text, hex: false, findings);
        if (findings.Count == before)
            JudgeBytes(prompt, text, hex: true, findings);
    }

    /// <summary>Finds the stretches that stand in the prompt, forward and backward.</summary>
    private static void Runs(PromptPrint prompt, ReadOnlySpan<char> letters, int[] places, in JudgedText text, FindingList findings, bool encoded = false)
    {
        if (letters.Length < RollingHash.Window)
            return;
        Run forward = new(encoded);
        Run backward = new(encoded: true);
        RollingHash hash = default;
        for (int i = 0; i < letters.Length; i++)
        {
            if (i < RollingHash.Window)
                hash.Add(letters[i], i);
            else
                hash.Move(letters[i - RollingHash.Window], letters[i]);
            int start = i - RollingHash.Window + 1;
            if (start < 0)
                continue;
            forward.Take(prompt.Find(hash.Forward), start, prompt, places, text, findings);
            backward.Take(prompt.Find(hash.Backward), start, prompt, places, text, findings);
        }

        forward.Close(prompt, places, text, findings);
        backward.Close(prompt, places, text, findings);
    }

    /// <summary>Reads what looks like base64 or hexadecimal bytes, from wherever in its code the stretch at hand begins.</summary>
    private static void JudgeBytes(PromptPrint prompt, in JudgedText text, bool hex, FindingList findings)
    {
        char[]? decoded = null;
        int at = 0;
        while (EncodedRuns.Next(text.Text, at, hex) is var next && next.End.Value > next.Start.Value)
        {
            (int start, int length) = next.GetOffsetAndLength(text.Text.Length);
            at = start + length;
            if (at <= text.From)
                continue;
            decoded ??= ArrayPool<char>.Shared.Rent(text.Text.Length);
            int longest = 0;
            for (int shift = 0; shift < (hex ? 1 : 4); shift++)
            {
                ReadOnlySpan<char> run = text.Text.Slice(start, length);
                int count = hex ? EncodedRuns.FromHex(run, decoded) : EncodedRuns.FromBase64(run, shift, decoded);
                longest = Math.Max(longest, Longest(prompt, decoded.AsSpan(0, count)));
            }

            if (longest >= SomeEncoded)
                findings.Add(0, longest >= ManyEncoded ? 0.9999 : 0.999, start, length);
        }

        if (decoded is not null)
            ArrayPool<char>.Shared.Return(decoded);
    }

    /// <summary>The longest stretch of the prompt that stands in what was decoded, which is folded where it lies.</summary>
    private static int Longest(PromptPrint prompt, Span<char> decoded)
    {
        int kept = 0;
        foreach (char unit in decoded)
        {
            if (BareLetters.Of(unit) is var letter and not '\0')
                decoded[kept++] = letter;
        }

        ReadOnlySpan<char> letters = decoded[..kept];
        RollingHash hash = default;
        int run = 0;
        int longest = 0;
        for (int i = 0; i < letters.Length; i++)
        {
            if (i < RollingHash.Window)
                hash.Add(letters[i], i);
            else
                hash.Move(letters[i - RollingHash.Window], letters[i]);
            if (i < RollingHash.Window - 1)
                continue;
            bool stands = prompt.Find(hash.Forward) >= 0 || prompt.Find(hash.Backward) >= 0;
            run = stands ? Math.Max(run + 1, RollingHash.Window) : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    /// <summary>A stretch of letters that stands in the prompt and goes on.</summary>
    private struct Run(bool encoded)
    {
        private int _start = -1;
        private int _end;
        private int _inPrompt;

        public void Take(int inPrompt, int start, PromptPrint prompt, int[] places, in JudgedText text, FindingList findings)
        {
            if (inPrompt < 0)
                return;
            if (_start >= 0 && start > _end)
                Close(prompt, places, text, findings);
            if (_start < 0)
                (_start, _inPrompt) = (start, inPrompt);
            _inPrompt = Math.Min(_inPrompt, inPrompt);
            _end = start + RollingHash.Window;
        }

        public void Close(PromptPrint prompt, int[] places, in JudgedText text, FindingList findings)
        {
            if (_start < 0)
                return;
            int length = _end - _start;
            int end = places[_end - 1] + 1;
            double score = Score(prompt, length);
            if (score > 0 && end > text.From)
                findings.Add(0, score, places[_start], end - places[_start]);
            _start = -1;
        }

        private readonly double Score(PromptPrint prompt, int length)
        {
            bool order = prompt.IsOrder(_inPrompt, length);
            bool all = length >= SomeEncoded && length * 10 >= prompt.Length * 8;
            (int some, int many) = encoded ? (SomeEncoded, ManyEncoded) : order ? (SomeOrders, ManyOrders) : (SomeLetters, ManyLetters);
            if (length >= many || all)
                return length >= 2 * many ? 0.9999 : 0.999;
            return length < some ? 0 : encoded ? 0.999 : 0.99;
        }
    }
}
