using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Detection.Sql;

/// <summary>Statements in streams: whole in one stretch, whatever pieces they come in.</summary>
public sealed class SqlStreamTests
{
    private const string Answer =
        "First look at what is there.\n```sql\nSELECT id, name\nFROM users\nWHERE name = 'x. y'\n  AND id > 3;\n```\nNow remove one user.\n" +
        "```sql\nDELETE FROM users\nWHERE id = 7;\n```\nAnd never do this!\n```sql\nDELETE FROM users\n```\nNor this: DROP TABLE orders; thank you.\nUPDATE users\nSET active = 0\n";

    private const string Expected =
        "First look at what is there.\n```sql\nSELECT id, name\nFROM users\nWHERE name = 'x. y'\n  AND id > 3;\n```\nNow remove one user.\n" +
        "```sql\nDELETE FROM users\nWHERE id = 7;\n```\nAnd never do this!\n```sql\n[REDACTED:sql/destructive]\n```\nNor this: [REDACTED:sql/destructive] thank you.\n[REDACTED:sql/destructive]\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void Every_way_of_cutting_gives_the_same(int seed)
    {
        Policy policy = Given.Policy(("sql/destructive", "response", "Redact"));
        Random random = new(seed);
        for (int run = 0; run < 8; run++)
        {
            List<string> pieces = [];
            for (int at = 0; at < Answer.Length; at += pieces[^1].Length)
                pieces.Add(Answer.Substring(at, Math.Min(Answer.Length - at, random.Next(1, 24))));
            string seen = Given.Streamed(policy, ChatStream.Of([.. pieces]), null, random.Next(1, 400));
            Assert.Equal(Expected, ChatStream.Gather(seen)["0.content"]);
        }
    }

    [Fact]
    public void A_statement_blocks_before_it_is_said()
    {
        Policy policy = Given.Policy(("sql/destructive", "response", "Block"));
        string seen = Given.Streamed(policy, ChatStream.Of(["Here is what you asked for.\n", "DROP TA", "BLE users", ";\nDone."]));
        Assert.Equal("Here is what you asked for.", ChatStream.Gather(seen)["0.content"].TrimEnd());
        Assert.Contains("content_filter", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_flags_sees_statements_that_lie_across_its_windows()
    {
        Policy policy = Given.Policy(("sql/destructive", "response", "Flag"));
        for (int before = 990; before < 1_024; before += 3)
        {
            string safe = new string('x', before) + "\nDELETE FROM users WHERE id = 7;\nThat was all of it.";
            Assert.Equal(Decision.None, Decided(policy, safe));
            Assert.Equal(Decision.Flag, Decided(policy, safe.Replace("id = 7", "1 = 1", StringComparison.Ordinal)));
        }
    }

    private static Decision Decided(Policy policy, string answer)
    {
        Exchange exchange = Given.Exchange(policy);
        Given.Streamed(policy, ChatStream.Of([answer]), exchange);
        return exchange.Tally.Decision;
    }
}
