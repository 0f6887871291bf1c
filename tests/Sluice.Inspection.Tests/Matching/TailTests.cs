using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Matching;

/// <summary>Span rules on the shapes they are for, cut everywhere.</summary>
public class TailTests
{
    private static readonly PatternRule Pem = new()
    {
        Name = "pem",
        Pattern = "-----BEGIN (?:[A-Z]{2,10} ){0,3}PRIVATE KEY-----",
        Tail = new PatternTail("[A-Za-z0-9+/=\\s:,\\\\ -]", "-----END (?:[A-Z]{2,10} ){0,3}PRIVATE KEY-----", 400),
    };

    private static readonly PatternRule Jwt = new()
    {
        Name = "jwt",
        Pattern = "\\beyJ[A-Za-z0-9_-]{4,}\\.eyJ[A-Za-z0-9_-]{4,}\\.",
        Tail = new PatternTail("[A-Za-z0-9_-]", null, 100),
    };

    [Theory]
    [InlineData("see -----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY----- done", 4, 75, false)]
    [InlineData("see -----BEGIN PRIVATE KEY-----\nMIIE! done", 4, 36, false)]
    [InlineData("see -----BEGIN PRIVATE KEY-----\nMIIE", 4, 36, false)]
    [InlineData("a eyJabcd.eyJabcd.sig_-9, b", 2, 24, false)]
    [InlineData("a eyJabcd.eyJabcd.", 2, 18, false)]
    public void A_tail_ends_at_its_marker_its_class_or_the_end(string text, int start, int end, bool overflow)
    {
        var set = PatternSet.Compile([Pem, Jwt]);
        RuleRole[] roles = [RuleRole.Act, RuleRole.Act];
        var whole = Assert.Single(EngineRuns.Whole(set, text, "", roles).Acting);
        Assert.Equal((start, end, overflow), (whole.Start, whole.End, whole.Overflow));
        for (int cut = 0; cut <= text.Length; cut++) Assert.Equal([whole], TwoPieces(set, roles, text, cut));
    }

    [Fact]
    public void Nothing_of_a_tail_is_released_before_it_ends()
    {
        var cursor = new MatchCursor(PatternSet.Compile([Jwt]), [RuleRole.Act]);
        string text = "a eyJabcd.eyJabcd.sigsigsig b";
        for (int length = 3; length <= text.IndexOf(" b", StringComparison.Ordinal); length++)
        {
            var found = new MatchBuffer();
            cursor.Scan(text.AsSpan(0, length), end: false, found);
            Assert.Empty(found.Spans);
            Assert.Equal(2, cursor.HoldFrom);
        }
    }

    [Fact]
    public void A_tail_that_reaches_its_limit_overflows_at_once()
    {
        var cursor = new MatchCursor(PatternSet.Compile([Jwt]), [RuleRole.Act]);
        string text = "eyJabcd.eyJabcd." + new string('x', 100);
        var found = new MatchBuffer();
        cursor.Scan(text.AsSpan(0, text.Length - 1), end: false, found);
        Assert.Empty(found.Spans);
        cursor.Scan(text, end: false, found);
        Assert.Equal(new MatchSpan(0, text.Length, 0, 0, 1, Overflow: true), Assert.Single(found.Spans));
    }

    [Fact]
    public void A_marker_that_ends_at_the_limit_is_no_overflow()
    {
        var rule = new PatternRule { Name = "r", Pattern = "<<", Tail = new PatternTail("[a-z>]", ">>", 5) };
        var set = PatternSet.Compile([rule]);
        Assert.Equal((7, false), Single(EngineRuns.Whole(set, "<<abc>>", "", [RuleRole.Act]).Acting));
        Assert.Equal((7, true), Single(EngineRuns.Whole(set, "<<abcd>>", "", [RuleRole.Act]).Acting));

        static (int, bool) Single(List<ReferenceMatcher.Span> spans) => (Assert.Single(spans).End, spans[0].Overflow);
    }

    [Fact]
    public void A_rule_inside_a_tail_still_reports_its_hit()
    {
        var mail = new PatternRule { Name = "mail", Pattern = "[a-z]+@[a-z]+\\.com" };
        var block = new PatternRule { Name = "block", Pattern = "<<", Tail = new PatternTail("[\\s\\S]", ">>", 500) };
        var spans = EngineRuns.Whole(PatternSet.Compile([mail, block]), "x << ab@cd.com >> y", "", [RuleRole.Act, RuleRole.Act]).Acting;
        var span = Assert.Single(spans);
        Assert.Equal((2, 17, 1, "1,0"), (span.Start, span.End, span.Rule, span.Hits));
    }

    private static List<ReferenceMatcher.Span> TwoPieces(PatternSet set, RuleRole[] roles, string text, int cut)
    {
        var cursor = new MatchCursor(set, roles);
        var found = new MatchBuffer();
        cursor.Scan(text.AsSpan(0, cut), end: false, found);
        var spans = EngineRuns.Spans(found);
        int released = cursor.HoldFrom;
        cursor.Rebase(released);
        found.Clear();
        cursor.Scan(text.AsSpan(released), end: true, found);
        spans.AddRange(EngineRuns.Spans(found, released));
        return spans;
    }
}
