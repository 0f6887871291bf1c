namespace Sluice.Inspection.Dialects;

/// <summary>How a body is read.</summary>
public enum BodyForm : byte
{
    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>A form (RFC 7578): its fields are texts, its files are judged by what they hold.</summary>
    Multipart,

    /// <summary>One text.</summary>
    Text,

    /// <summary>A file that shows by its first bytes what it is: lines of JSON, text, or neither. In answers it is judged as it flows.</summary>
    File,

    /// <summary>Sound, pictures and the like: passes unread, by the endpoint's own declaration.</summary>
    Opaque,

    /// <summary>Not known here: refused unless the policy says <c>Pass</c>.</summary>
    Unknown,
}
