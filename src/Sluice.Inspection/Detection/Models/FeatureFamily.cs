namespace Sluice.Inspection.Detection.Models;

/// <summary>Kinds of features. Each is normalised by itself, so that many characters do not drown few words.</summary>
internal enum FeatureFamily
{
    /// <summary>Three to five characters in a row, within a word and the spaces beside it.</summary>
    Characters,

    /// <summary>One to three words in a row.</summary>
    Words,

    /// <summary>What words stand for, whatever the language: a lexicon's concepts, alone, in pairs and in threes within a few words.</summary>
    Concepts,

    /// <summary>How the text is built: capitals, signs in a row, labels at the beginning of lines.</summary>
    Structure,
}
