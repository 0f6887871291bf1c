namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>A word of a text.</summary>
internal struct Word
{
    /// <summary>First UTF-16 unit.</summary>
    public int Start;

    /// <summary>One behind the last.</summary>
    public int End;

    /// <summary>How it is written.</summary>
    public WordForm Form;

    /// <summary>What stands between it and the word before.</summary>
    public WordBreak Before;

    /// <summary>What the lexicon knows of it; looked up when first asked for.</summary>
    public WordClass Class;
}

/// <summary>How a word is written.</summary>
[Flags]
internal enum WordForm : byte
{
    /// <summary>In small letters.</summary>
    Small = 0,

    /// <summary>Begins with a capital.</summary>
    Capital = 1,

    /// <summary>All letters are capitals, and there are two at least.</summary>
    AllCapitals = 2,

    /// <summary>Begins with a digit.</summary>
    Number = 4,

    /// <summary>One capital, with or without a dot behind it.</summary>
    Initial = 8,

    /// <summary>Ends with an apostrophe and s, which are no part of the word.</summary>
    Possessive = 16,
}

/// <summary>What stands before a word, the weightiest if there are several.</summary>
internal enum WordBreak : byte
{
    /// <summary>White space, or a mark such as a bracket or a quote.</summary>
    Space,

    Comma,

    /// <summary>The end of a line.</summary>
    Line,

    /// <summary>A colon or semicolon.</summary>
    Colon,

    /// <summary>The end of a sentence, or the beginning of the text.</summary>
    Stop,
}

/// <summary>What the lexicons know of a word, whatever its case.</summary>
[Flags]
internal enum WordClass : ushort
{
    None = 0,

    /// <summary>A given name.</summary>
    Given = 1,

    /// <summary>A given name that is also a word.</summary>
    Ambiguous = 2,

    /// <summary>A family name.</summary>
    Family = 4,

    /// <summary>Mr, Dr and their like.</summary>
    Title = 8,

    /// <summary>Stands inside names: van, de, al.</summary>
    Particle = 16,

    /// <summary>Somebody's name often follows: named, dear, customer.</summary>
    NameCue = 32,

    /// <summary>What people do: a capitalised word before it is often somebody.</summary>
    PersonVerb = 64,

    /// <summary>A word of street names, before or behind the name.</summary>
    Street = 128,

    /// <summary>Apartment, suite, post box: a number follows.</summary>
    Unit = 256,

    /// <summary>A post address of armed forces.</summary>
    Military = 512,

    Country = 1024,

    /// <summary>An address often follows: address, arrived, lives.</summary>
    AddressCue = 2048,

    /// <summary>Never part of a name or an address.</summary>
    Common = 4096,

    /// <summary>The word was not looked up yet.</summary>
    Unknown = 32768,
}
