using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Detection.Views;

/// <summary>
/// As <see cref="PatternSet.FindAll"/>, but the rules see a whole text in its other views, too: what they find there is found where it stands. What a stream of the same text would give
/// (<see cref="ViewCursor"/>) is found in any text; requests, which are never cut, are read in all views of <see cref="TextViews"/> besides. Reused; not thread-safe.
/// </summary>
internal sealed class PatternViews : IDisposable
{
    /// <summary>The views by their order.</summary>
    public const int Plain = 0;

    public const int Spelled = 1;

    public const int Base64 = 2;

    public const int Hex = 3;

    private const int Nested = 4;

    private readonly SpanUnion _acting = new();
    private readonly SpanUnion _observed = new();
    private readonly MatchBuffer _actingFound = new();
    private readonly MatchBuffer _observedFound = new();
    private readonly MappedText _text = new();

    /// <summary>The largest piece of working memory.</summary>
    public int Capacity => _text.Capacity;

    /// <summary>Finds into <paramref name="acting"/> and <paramref name="observed"/>.</summary>
    /// <param name="set">The rules.</param>
    /// <param name="roles">What their matches mean.</param>
    /// <param name="text">The text.</param>
    /// <param name="context">What stands before it.</param>
    /// <param name="nested">Encodings inside encodings are read, too.</param>
    /// <param name="acting">Receives what is acted upon.</param>
    /// <param name="observed">Receives what is recorded.</param>
    public void FindAll(PatternSet set, RuleRole[] roles, ReadOnlySpan<char> text, ReadOnlySpan<char> context, bool nested, MatchBuffer acting, MatchBuffer observed)
    {
        set.FindAll(text, context, roles, acting, observed);
        TextTraits traits = PlainTest.TraitsOf(text);
        if (traits == TextTraits.None)
            return;
        if ((traits & (TextTraits.NonAscii | TextTraits.Escapes)) != TextTraits.None && Spelling.FirstOther(text, 0, end: true) < text.Length)
            FindSpelled(set, roles, text, context);
        if ((traits & TextTraits.Runs) != TextTraits.None)
        {
            FindInRuns(set, roles, text, hex: false);
            FindInRuns(set, roles, text, hex: true);
        }

        if (nested && ((traits & (TextTraits.Escapes | TextTraits.Runs)) != TextTraits.None || HiddenText.MayBeIn(text)))
            FindNested(set, roles, text);
        Unite(_acting, acting);
        Unite(_observed, observed);
    }

    public void Dispose() => _text.Dispose();

    private static void Unite(SpanUnion union, MatchBuffer found)
    {
        if (union.IsEmpty)
            return;
        foreach (MatchSpan span in found.Spans)
            union.Add(found, span, span.Start, span.End, Plain, span.Overflow);
        found.Clear();
        union.Flush(long.MaxValue, 0, found);
    }

    private void FindSpelled(PatternSet set, RuleRole[] roles, ReadOnlySpan<char> text, ReadOnlySpan<char> context)
    {
        _text.Clear();
        default(Spelling).Write(text, end: true, 0, _text);
        set.FindAll(_text.Text, context, roles, _actingFound, _observedFound);
        Add(_actingFound, _acting);
        Add(_observedFound, _observed);

        void Add(MatchBuffer found, SpanUnion union)
        {
            foreach (MatchSpan span in found.Spans)
                union.Add(found, span, _text.StartOf(span.Start), _text.EndOf(span.End - 1), Spelled, span.Overflow);
        }
    }

    private void FindInRuns(PatternSet set, RuleRole[] roles, ReadOnlySpan<char> text, bool hex)
    {
        RunReader reader = new(hex);
        _text.Clear();
        for (int at = PlainTest.FindRun(text, 0); at >= 0 && at < text.Length;)
        {
            if (!reader.InRun)
            {
                // Runs are too rare to look for each beginning.
                _text.Clear();
                if (!PlainTest.IsRunUnit(text[at]))
                {
                    at = PlainTest.FindRun(text, at);
                    reader.Reset();
                    continue;
                }
            }

            if (!reader.Take(text[at], at, _text))
                FindInRun(set, roles, reader, hex);
            at++;
        }

        if (reader.InRun)
            FindInRun(set, roles, reader, hex);
    }

    private void FindInRun(PatternSet set, RuleRole[] roles, in RunReader reader, bool hex)
    {
        if (reader.Units < PlainTest.MinRun)
            return;
        set.FindAll(_text.Text, default, roles, _actingFound, _observedFound);
        Add(_actingFound, _acting, reader);
        Add(_observedFound, _observed, reader);

        void Add(MatchBuffer found, SpanUnion union, in RunReader reader)
        {
            foreach (MatchSpan span in found.Spans)
            {
                long start = Math.Max(reader.Guard, _text.StartOf(span.Start));
                long end = _text.EndOf(span.End - 1);
                if (start < end)
                    union.Add(found, span, start, end, hex ? Hex : Base64, span.Overflow || (reader.Cut && span.End == _text.Length));
            }
        }
    }

    private void FindNested(PatternSet set, RuleRole[] roles, ReadOnlySpan<char> text)
    {
        TextViews views = TextViews.Rent(text);
        for (int i = 0; i < views.Encoded; i++)
        {
            TextView view = views[i];
            set.FindAll(view.Text, default, roles, _actingFound, _observedFound);
            Add(_actingFound, _acting, view);
            Add(_observedFound, _observed, view);
        }

        views.Return();

        static void Add(MatchBuffer found, SpanUnion union, in TextView view)
        {
            foreach (MatchSpan span in found.Spans)
            {
                (int start, int length) = view.Locate(span.Start, span.End - span.Start);
                union.Add(found, span, start, start + length, Nested, span.Overflow);
            }
        }
    }
}
