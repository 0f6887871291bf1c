namespace Sluice.Gateway.Management.Shapes;

/// <summary>An object of the management API: what bodies are checked by and what the OpenAPI document says, in one place.</summary>
/// <param name="Name">Its name in the document.</param>
internal sealed record Shape(string Name, params IReadOnlyList<Field> Fields)
{
    public Field? Find(string name) => Fields.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal));
}

internal enum FieldKind
{
    Text,
    Integer,
    Number,
    Boolean,

    /// <summary>RFC 3339 with an offset.</summary>
    Time,
    Object,
    List,
}

/// <summary>One member of an object.</summary>
/// <param name="About">What it means, for people.</param>
internal sealed record Field(string Name, FieldKind Kind, string About)
{
    public bool Required { get; init; }

    /// <summary><c>null</c> is a value of its own: it takes away what is there.</summary>
    public bool Nullable { get; init; }

    /// <summary>Longest text in characters.</summary>
    public int MaxLength { get; init; } = 256;

    /// <summary>Required, and yet nothing may be said.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Longest list.</summary>
    public int MaxItems { get; init; } = 256;

    public decimal Least { get; init; }

    public decimal Most { get; init; } = long.MaxValue;

    /// <summary>The texts that it may be; empty for any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The object's members, or the items of a list of objects; null for a list of texts.</summary>
    public Shape? Of { get; init; }

    public static Field Text(string name, string about, bool required = false, int max = 256) => new(name, FieldKind.Text, about) { Required = required, MaxLength = max };

    public static Field Word(string name, string about, IReadOnlyList<string> words, bool required = false) => new(name, FieldKind.Text, about) { Required = required, Words = words };

    public static Field Integer(string name, string about, long least, long most, bool required = false) =>
        new(name, FieldKind.Integer, about) { Required = required, Least = least, Most = most };

    public static Field Flag(string name, string about, bool required = false) => new(name, FieldKind.Boolean, about) { Required = required };

    public static Field Time(string name, string about, bool required = false) => new(name, FieldKind.Time, about) { Required = required };

    public static Field Texts(string name, string about, bool required = false) => new(name, FieldKind.List, about) { Required = required };

    public static Field Object(string name, string about, Shape of, bool required = false) => new(name, FieldKind.Object, about) { Required = required, Of = of };

    public static Field List(string name, string about, Shape of, bool required = false) => new(name, FieldKind.List, about) { Required = required, Of = of };
}
