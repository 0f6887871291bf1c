namespace Sluice.Inspection.Detection.Sql;

/// <summary>What was read from a word on that statements begin with.</summary>
/// <param name="End">Behind the last unit that belongs to the statement.</param>
/// <param name="Resume">Where the search for statements goes on: behind comments that follow it.</param>
/// <param name="Effects">What it does.</param>
/// <param name="Facts">How much it looks like SQL and like prose.</param>
/// <param name="Tokens">How much was read to know it.</param>
internal readonly record struct SqlReading(int End, int Resume, SqlEffects Effects, SqlFacts Facts, int Tokens = 0);

/// <summary>What a statement does. Bits in the order of the classifier's labels.</summary>
[Flags]
internal enum SqlEffects
{
    None = 0,
    Create = 1,
    Read = 2,
    Update = 4,
    Delete = 8,
    Destructive = 16,
}

/// <summary>What was seen on the way.</summary>
[Flags]
internal enum SqlFacts
{
    None = 0,

    /// <summary>The words stand as the grammar wants them, as far as the statement needs to be one at all.</summary>
    Shaped = 1,

    /// <summary>So strictly that no prose reads so, whatever its case: UPDATE … SET … =, INSERT INTO … VALUES (.</summary>
    Strict = 2,

    /// <summary>Ends with a semicolon.</summary>
    Closed = 4,

    /// <summary>Nothing at all follows.</summary>
    AtEnd = 8,

    /// <summary>Something follows that belongs to no statement.</summary>
    Cut = 16,

    /// <summary>A word of prose stands where a name should.</summary>
    Prose = 32,

    /// <summary>Operators, literals, parameters, calls, quoted or compound names: what prose does not have.</summary>
    Symbols = 64,

    /// <summary>A list of a single star.</summary>
    Star = 128,

    /// <summary>SELECT that names no table.</summary>
    NoTable = 256,

    /// <summary>DELETE, TRUNCATE or INSERT without FROM, TABLE or INTO, which only some dialects take.</summary>
    Short = 512,

    /// <summary>Ends at the end of a line.</summary>
    LineEnd = 1024,

    /// <summary>The second keyword is in capital letters.</summary>
    Capitals = 2048,
}
