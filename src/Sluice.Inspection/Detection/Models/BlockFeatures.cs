namespace Sluice.Inspection.Detection.Models;

/// <summary>
/// The hashed features of one block of text, a list for each family. A feature may stand in its list more than once; whoever uses the list counts it once.
/// </summary>
internal ref struct BlockFeatures
{
    /// <summary>Buckets are what is left of a hash after a shift by 32 − bits.</summary>
    public const int Capacity = 2 * PerFamily + 2 * FewPerFamily;

    /// <summary>Characters and words: at most three of each for every unit of a block.</summary>
    public const int PerFamily = 3 * (FeatureReader.MaxBlock + 2);

    /// <summary>Concepts and structure; what is more is left out.</summary>
    public const int FewPerFamily = 256;

    private readonly Span<uint> _room;

    /// <param name="room">At least <see cref="Capacity"/> long.</param>
    public BlockFeatures(Span<uint> room) => _room = room[..Capacity];

    public int CharacterCount;
    public int WordCount;
    public int ConceptCount;
    public int StructureCount;

    public readonly Span<uint> Characters => _room[..PerFamily];

    public readonly Span<uint> Words => _room.Slice(PerFamily, PerFamily);

    public readonly Span<uint> Concepts => _room.Slice(2 * PerFamily, FewPerFamily);

    public readonly Span<uint> Structure => _room.Slice(2 * PerFamily + FewPerFamily, FewPerFamily);

    /// <summary>The features found of a family.</summary>
    public readonly ReadOnlySpan<uint> Of(FeatureFamily family) => family switch
    {
        FeatureFamily.Characters => Characters[..CharacterCount],
        FeatureFamily.Words => Words[..WordCount],
        FeatureFamily.Concepts => Concepts[..ConceptCount],
        _ => Structure[..StructureCount],
    };

    public void AddStructure(uint hash)
    {
        if (StructureCount < FewPerFamily)
            Structure[StructureCount++] = hash;
    }
}
