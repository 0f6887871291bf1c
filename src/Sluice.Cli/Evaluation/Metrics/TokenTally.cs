using Sluice.Cli.Evaluation.Data;

namespace Sluice.Cli.Evaluation.Metrics;

/// <summary>Compares word by word: a word is a run of letters, marks and digits, and is marked or found where a span touches it. Types do not count.</summary>
internal sealed class TokenTally
{
    private long _both;
    private long _found;
    private long _marked;

    public Rate Precision => new(_both, _found);

    public Rate Recall => new(_both, _marked);

    /// <summary>With recall twice as heavy as precision: what is not masked is worse than what is masked for nothing.</summary>
    public double F2 => SpanTally.F(Precision.Value, Recall.Value, 2);

    public void Add(ReadOnlySpan<char> text, IReadOnlyList<FoundSpan> found, IReadOnlyList<LabelledSpan> marked)
    {
        int at = 0;
        while (at < text.Length)
        {
            if (!IsWord(text[at]))
            {
                at++;
                continue;
            }

            int end = at + 1;
            while (end < text.Length && IsWord(text[end]))
                end++;
            int start = at;
            bool isFound = found.Any(f => f.Start < end && start < f.End);
            bool isMarked = marked.Any(m => m.Start < end && start < m.End);
            _found += isFound ? 1 : 0;
            _marked += isMarked ? 1 : 0;
            _both += isFound && isMarked ? 1 : 0;
            at = end;
        }
    }

    private static bool IsWord(char c) =>
        char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
