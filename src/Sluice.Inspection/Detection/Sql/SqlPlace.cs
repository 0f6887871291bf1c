namespace Sluice.Inspection.Detection.Sql;

/// <summary>Where in a text a statement would stand.</summary>
internal enum SqlPlace : byte
{
    /// <summary>Behind other words of its sentence.</summary>
    InSentence,

    /// <summary>At the beginning of a line, or behind a colon.</summary>
    AtStart,

    /// <summary>In quotes, from the first unit to the last.</summary>
    Quoted,

    /// <summary>Where SQL is at home: a code block that says so, inline code, a property named query, a tool's argument, behind a statement.</summary>
    InSql,
}

/// <summary>How the first word of a statement is written.</summary>
internal enum SqlLetters : byte
{
    /// <summary>In small letters, as prose in a sentence.</summary>
    Plain,

    /// <summary>With a capital, as prose at the beginning of a sentence and on a button.</summary>
    Title,

    /// <summary>Capitals, or a mixture that only evasion writes.</summary>
    Strong,
}

/// <summary>Whether what reads like a statement is one. English has many of SQL's words, so what has no sign of SQL must stand where SQL stands.</summary>
internal static class SqlEvidence
{
    public static bool Accepts(SqlWord verb, SqlLetters letters, in SqlReading reading, SqlPlace place)
    {
        SqlFacts facts = reading.Facts;
        if (!Has(facts, SqlFacts.Shaped) || reading.Effects == SqlEffects.None)
            return false;
        if (Has(facts, SqlFacts.Strict))
            return true;
        bool ends = Has(facts, SqlFacts.Closed) || (place != SqlPlace.InSentence && Has(facts, SqlFacts.AtEnd));
        if (Has(facts, SqlFacts.Prose) && !Has(facts, SqlFacts.Closed) && !(Has(facts, SqlFacts.Symbols) && letters == SqlLetters.Strong))
            return false;
        if (Has(facts, SqlFacts.Short) && !(ends || (letters == SqlLetters.Strong && Has(facts, SqlFacts.Symbols))))
            return false;
        if (letters == SqlLetters.Strong)
            return Has(facts, SqlFacts.Capitals) || place == SqlPlace.InSql || Has(facts, SqlFacts.Symbols | SqlFacts.Star | SqlFacts.Closed) || ends || Mixed(verb, facts);
        if (place == SqlPlace.InSql)
            return !Has(facts, SqlFacts.Cut) || Has(facts, SqlFacts.Symbols | SqlFacts.Star | SqlFacts.Closed);
        if (Has(facts, SqlFacts.Short))
            return verb != SqlWord.Delete && Has(facts, SqlFacts.Symbols);
        bool signs = verb == SqlWord.Select && Has(facts, SqlFacts.NoTable) ? Has(facts, SqlFacts.Closed) : Has(facts, SqlFacts.Symbols | SqlFacts.Star | SqlFacts.Closed);
        return signs || (place == SqlPlace.Quoted && Has(facts, SqlFacts.AtEnd)) || (place == SqlPlace.AtStart && Has(facts, SqlFacts.AtEnd) && letters == SqlLetters.Plain && verb is SqlWord.Drop or SqlWord.Truncate or SqlWord.Delete);
    }

    /// <summary>A short statement in capitals may go on with a keyword in small letters.</summary>
    private static bool Mixed(SqlWord verb, SqlFacts facts) => verb is not (SqlWord.Create or SqlWord.Show) && !Has(facts, SqlFacts.Cut);

    /// <summary>Whether any of <paramref name="wanted"/> was seen.</summary>
    private static bool Has(SqlFacts facts, SqlFacts wanted) => (facts & wanted) != SqlFacts.None;
}
