using Sluice.Inspection.Detection;

namespace Sluice.Inspection.Tests.Detection.Sql;

public sealed class SqlTests
{
    private static readonly (char Sign, string Detector)[] Signs =
        [('c', "sql/create"), ('r', "sql/read"), ('u', "sql/update"), ('d', "sql/delete"), ('!', "sql/destructive")];

    [Fact]
    public void A_statement_is_taken_whole_and_told_by_what_it_does() =>
        AssertAll(SqlCases.Statements.Select(c => (c.Does, c.Statement, c.Statement)));

    [Fact]
    public void A_statement_is_found_in_prose_on_either_side() =>
        AssertAll(SqlCases.Statements.Where(c => char.IsUpper(c.Statement[1]) && !c.Statement.Contains('\n', StringComparison.Ordinal))
            .Select(c => (c.Does, c.Statement, $"You can run {c.Statement} That will do.")));

    [Fact]
    public void A_statement_inside_something_else_is_taken_alone() =>
        AssertAll(SqlCases.Placed.Select(c => (c.Does, c.Taken, c.Text.Replace("@@", c.Taken, StringComparison.Ordinal))));

    [Fact]
    public void Prose_passes()
    {
        string[] wrong = [.. SqlCases.Prose.Where(t => Does(t).Length > 0).Select(t => $"{Does(t)} {t}")];
        Assert.Empty(wrong);
    }

    /// <summary>The figure that the pages state, on texts of our own.</summary>
    [Fact]
    public void Destructive_statements_are_told_from_others_with_an_F1_of_97_percent()
    {
        (bool Is, string Text)[] all =
        [
            .. SqlCases.Statements.Select(c => (c.Does.Contains('!', StringComparison.Ordinal), c.Statement)),
            .. SqlCases.Placed.Select(c => (c.Does.Contains('!', StringComparison.Ordinal), c.Text.Replace("@@", c.Taken, StringComparison.Ordinal))),
            .. SqlCases.Prose.Select(t => (false, t)),
        ];
        int right = all.Count(c => c.Is && Destroys(c.Text));
        int wrong = all.Count(c => !c.Is && Destroys(c.Text));
        int missed = all.Count(c => c.Is && !Destroys(c.Text));
        Assert.InRange(2.0 * right / ((2 * right) + wrong + missed), 0.97, 1);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("sql")]
    [InlineData("sql_statement")]
    public void A_property_that_holds_SQL_needs_no_other_sign(string property)
    {
        Assert.Equal(["select name from users"], Found.By("sql/read", "select name from users", name: property));
        Assert.Empty(Found.By("sql/read", "select name from users", name: "title"));
    }

    [Theory]
    [InlineData("DELETE FROM users\n", true)]
    [InlineData("DELETE FROM users;\n", false)]
    [InlineData("```sql\nSELECT *\n", true)]
    [InlineData("UPDATE t SET a = 1,\n", true)]
    [InlineData("DROP TABLE users\n```\n", false)]
    [InlineData("We talked about the update.\n", false)]
    [InlineData("Nothing of the kind.\n", false)]
    [InlineData("Delete from the cart what you do not want.\n", false)]
    public void A_stretch_that_ends_in_a_statement_goes_on(string stretch, bool open) =>
        Assert.Equal(open, DetectorCatalog.ByName["sql/read"].Classifier!.IsOpen(stretch));

    [Theory]
    [InlineData("It was a quiet afternoon, and the notes of that day agree with her. ")]
    [InlineData("Please select the best of them, update the list, and delete what you do not need; create a copy, drop me a line, grant me a wish. ")]
    public void Prose_allocates_nothing(string prose) =>
        Assert.Equal(0, Found.Bytes(DetectorCatalog.ByName["sql/read"].Classifier!, string.Concat(Enumerable.Repeat(prose, 40))));

    [Theory]
    [InlineData("select (")]
    [InlineData("select a,")]
    [InlineData("WITH a AS (")]
    [InlineData("DELETE FROM t WHERE ((((NOT(")]
    [InlineData("'''\"/*")]
    [InlineData("EXEC('a'+'")]
    [InlineData("CREATE FUNCTION f() AS $a$ ")]
    public void What_is_nested_without_end_is_read_to_the_end(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, 4_000));
        Assert.Equal(["DROP TABLE users;"], Found.By("sql/destructive", text + "\n\n; DROP TABLE users;").TakeLast(1));
    }

    private static void AssertAll(IEnumerable<(string Does, string Taken, string Text)> cases)
    {
        List<string> wrong = [];
        foreach ((string does, string taken, string text) in cases)
        {
            string found = string.Concat(Signs.Where(s => Found.By(s.Detector, text).Contains(taken, StringComparer.Ordinal)).Select(s => s.Sign));
            if (found != does)
                wrong.Add($"\n  {text}\n    expected {does}, found {found}: {string.Join(" | ", Signs.SelectMany(s => Found.By(s.Detector, text).Select(f => s.Sign + ": " + f)))}");
        }

        Assert.True(wrong.Count == 0, string.Concat(wrong));
    }

    private static bool Destroys(string text) => Found.By("sql/destructive", text).Length > 0;

    private static string Does(string text) => string.Concat(Signs.Where(s => Found.By(s.Detector, text).Length > 0).Select(s => s.Sign));
}
