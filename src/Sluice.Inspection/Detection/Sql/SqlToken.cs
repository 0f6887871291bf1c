namespace Sluice.Inspection.Detection.Sql;

/// <summary>One token of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">First unit.</param>
/// <param name="End">Behind its last unit.</param>
/// <param name="Word">Which word, of <see cref="SqlTokenKind.Word"/>.</param>
/// <param name="AfterBreak">A line ends between it and the token before.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int End, SqlWord Word, bool AfterBreak);

/// <summary>What a token is, in the dialects taken together.</summary>
internal enum SqlTokenKind : byte
{
    /// <summary>Nothing follows.</summary>
    End,

    /// <summary>A word that nothing quotes: a keyword or a name.</summary>
    Word,

    /// <summary>A quoted name: "…", `…`, […]. MySQL's strings in double quotes are told apart by nobody here: they compare alike.</summary>
    Name,

    /// <summary>A string, whatever quotes it.</summary>
    Text,

    Number,

    /// <summary>?, $1, :name, @name, %s, {name}: what a driver or a template fills in.</summary>
    Parameter,

    /// <summary>Comparison, arithmetic, casts.</summary>
    Operator,

    Comma,

    /// <summary>Between the parts of a name; a full stop is <see cref="Other"/>.</summary>
    Dot,

    Open,

    Close,

    Semicolon,

    /// <summary>What stands in no statement: the text around it goes on.</summary>
    Other,
}
