namespace Sluice.Inspection.Detection.Views;

/// <summary>How a view of a text came about.</summary>
public enum ViewKind : byte
{
    /// <summary>The text itself.</summary>
    Original,

    /// <summary>
    /// Look-alike characters are the ASCII letters and digits that they look like (full-width, mathematical, enclosed, Cyrillic and others in Latin words), letters have lost their
    /// marks, and what is not seen is gone. Upper case stays upper case.
    /// </summary>
    Folded,

    /// <summary>Text that is written in characters which are not shown: Unicode tags, variation selectors.</summary>
    Hidden,

    /// <summary>Escapes inside the text are resolved: <c>%41</c>, <c>&amp;#65;</c>, <c>&amp;lt;</c>, <c>\u0041</c>, <c>\x41</c>, <c>=41</c>.</summary>
    Unescaped,

    /// <summary>What a base64, base64url or hexadecimal run holds, unpacked where that is gzip.</summary>
    Decoded,

    /// <summary>Letters that stood apart (<c>i g n o r e</c>, <c>i.g.n.o.r.e</c>) are joined.</summary>
    Despaced,

    /// <summary>Letters that were all doubled (<c>iiggnnoorree</c>) or drawn out stand once.</summary>
    Undoubled,

    /// <summary>Digits and signs inside words are the letters that they stand for (<c>1gn0r3</c>).</summary>
    Unleeted,

    /// <summary>Read from its end.</summary>
    Reversed,

    /// <summary>Each letter is replaced by the one thirteen places on.</summary>
    Rotated,
}
