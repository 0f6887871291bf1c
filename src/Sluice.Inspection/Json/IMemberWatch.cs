namespace Sluice.Inspection.Json;

/// <summary>Sees every name of a document as the walker passes it, whoever visits the document: what this folder knows of those who watch.</summary>
internal interface IMemberWatch
{
    /// <summary>A document begins; it may be an array of them.</summary>
    void Open();

    /// <summary>Looks at the name that <paramref name="reader"/> stands on, and at the value behind it where the name matters.</summary>
    void Member(in JsonLexer reader);
}
