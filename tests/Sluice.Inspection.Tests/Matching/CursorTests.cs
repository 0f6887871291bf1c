using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Matching;

public class CursorTests
{
    [Theory]
    [InlineData("[^a]b")]
    [InlineData("zz")]
    [InlineData("\\bab")]
    public void A_surrogate_pair_is_never_split(string pattern)
    {
        var set = PatternSet.Compile([new PatternRule { Name = "r", Pattern = pattern }]);
        string text = "a😀b😀😀 z😀";
        for (int seed = 0; seed < 40; seed++)
        {
            EngineRuns.Stream(new MatchCursor(set, [RuleRole.Act]), text, "", new Random(seed), 3, (_, released) =>
                Assert.False(released > 0 && released < text.Length && char.IsLowSurrogate(text[released]), $"split at {released}"));
        }
    }

    [Fact]
    public void A_lone_high_surrogate_is_held_until_the_text_ends()
    {
        var cursor = new MatchCursor(PatternSet.Compile([new PatternRule { Name = "r", Pattern = "zz" }]), [RuleRole.Act]);
        cursor.Scan("ab\uD83D", end: false, new MatchBuffer());
        Assert.Equal(2, cursor.HoldFrom);
        cursor.Scan("ab\uD83D", end: true, new MatchBuffer());
        Assert.Equal(3, cursor.HoldFrom);
    }

    [Fact]
    public void A_cursor_begins_anew_after_reset()
    {
        var cursor = new MatchCursor(PatternSet.Compile([new PatternRule { Name = "r", Pattern = "\\bab" }]), [RuleRole.Act]);
        var found = new MatchBuffer();
        cursor.Scan("xa", end: false, found);
        cursor.Reset();
        cursor.Scan("ab", end: true, found);
        Assert.Equal(new MatchSpan(0, 2, 0, 0, 1, false), Assert.Single(found.Spans));
    }

    [Fact]
    public void More_than_was_decided_cannot_be_released()
    {
        var cursor = new MatchCursor(PatternSet.Compile([new PatternRule { Name = "r", Pattern = "ab" }]), [RuleRole.Act]);
        cursor.Scan("xa", end: false, new MatchBuffer());
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.Rebase(2));
        cursor.Rebase(1);
    }

    [Fact]
    public void A_delta_allocates_nothing_once_the_states_are_known()
    {
        var set = PatternSet.Compile(
        [
            new PatternRule { Name = "mail", Pattern = "\\b[a-z.]{1,64}@[a-z]+\\.[a-z]{2,}\\b" },
            new PatternRule { Name = "value", Pattern = "[a-z0-9]{8,30}", Context = "key ?= ?" },
        ]);
        var cursor = new MatchCursor(set, [RuleRole.Act, RuleRole.Act]);
        var found = new MatchBuffer();
        string text = string.Concat(Enumerable.Repeat("some words, key = abcdefgh12 and a.b@c.de too. ", 40));
        Drain();
        Drain();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int spans = Drain();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(80, spans);

        int Drain()
        {
            int from = 0, count = 0;
            cursor.Reset();
            for (int to = 4; to <= text.Length; to += 4)
            {
                found.Clear();
                cursor.Scan(text.AsSpan(from, to - from), end: to == text.Length, found);
                count += found.Spans.Count;
                int hold = cursor.HoldFrom;
                cursor.Rebase(hold);
                from += hold;
            }

            return count;
        }
    }

    [Fact]
    public void Context_text_before_the_text_counts_as_context_only()
    {
        var set = PatternSet.Compile(
        [
            new PatternRule { Name = "value", Pattern = "\\b[a-z]{4}", Context = "password: " },
            new PatternRule { Name = "edge", Pattern = "^abc" },
            new PatternRule { Name = "word", Pattern = "password: abcd" },
        ]);
        RuleRole[] roles = [RuleRole.Act, RuleRole.Act, RuleRole.Act];
        var span = Assert.Single(EngineRuns.Whole(set, "abcd", "password: ", roles).Acting);
        Assert.Equal((0, 4, "0,1"), (span.Start, span.End, span.Hits));
        Assert.Equal([span], EngineRuns.Stream(new MatchCursor(set, roles), "abcd", "password: ", new Random(1), 1));
    }

    /// <summary>The state equals that of a fresh start behind a <c>b</c>, but stands behind an <c>a</c>: what is alive in it must not be dropped.</summary>
    [Fact]
    public void A_context_alive_in_a_state_like_a_start_is_not_lost_between_origins()
    {
        var set = PatternSet.Compile([new PatternRule { Name = "r", Pattern = "a{2}", Context = "((?:(?<=b|^)|[ab])b){1,3}" }]);
        string text = "bb abaa " + new string('x', 40);
        var span = Assert.Single(EngineRuns.FromOrigins(set, text, "a", [RuleRole.Act]).Acting);
        Assert.Equal((5, 7), (span.Start, span.End));
    }
}
