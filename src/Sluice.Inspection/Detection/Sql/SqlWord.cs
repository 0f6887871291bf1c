namespace Sluice.Inspection.Detection.Sql;

/// <summary>The words that reading a statement depends on. Those that only have to be known as keywords share a value.</summary>
internal enum SqlWord : byte
{
    /// <summary>A name.</summary>
    None,

    /// <summary>A word of English that is hardly ever a name: where one stands for a table, prose is read.</summary>
    Prose,

    // What statements begin with.
    Select,
    Insert,
    Update,
    Delete,
    Merge,
    Replace,
    Create,
    Alter,
    Drop,
    Truncate,
    Grant,
    Revoke,
    Exec,
    Copy,
    Load,
    Rename,
    Restore,
    Purge,
    Shutdown,
    Show,
    With,
    Explain,

    /// <summary>A procedure or function that runs commands or removes what is not its own.</summary>
    Dangerous,

    // What clauses begin with.
    From,
    Into,
    Where,
    Set,
    On,
    Using,
    Join,
    By,
    Values,
    Limit,
    For,
    SetOperation,
    As,
    When,
    Then,
    Do,
    Begin,
    To,
    Source,
    Matched,

    /// <summary>GROUP, ORDER, HAVING, RETURNING and other beginnings of clauses.</summary>
    Clause,

    // Between operands.
    And,
    Or,
    Not,
    In,
    Is,
    Like,
    Between,
    Infix,

    // Operands.
    Null,
    True,
    False,
    Exists,
    Case,

    /// <summary>ASC, CASCADE and others that a clause may end with.</summary>
    Ending,

    /// <summary>Whatever else is a keyword.</summary>
    Keyword,

    // What is defined, altered and dropped.
    Table,

    /// <summary>DATABASE, VIEW, USER and other kinds of objects.</summary>
    Object,

    /// <summary>TEMPORARY.</summary>
    Temporary,
    If,
    All,
    Privileges,
    Add,
    Column,
    Default,
    Superuser,
    Program,
    File,
    Member,
    Analyze,
    Current,
    Type,
}
