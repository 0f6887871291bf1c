namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>Who somebody is and where they live, as far as lists of words tell.</summary>
internal static class PeopleData
{
    private static readonly PeopleAndPlaces Classifier = new();

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: given names of many languages with what follows them, family names by their ends, what stands behind a title or words such as named.
        // Misses: names in no list with nothing around them that says so; names in small letters; scripts without capitals.
        // Example: Ingrid Johansson
        // Source: lists of this project (PeopleLexicon)
        Detector.Judging("people/name", "Name of a person", Classifier, PeopleAndPlaces.NameLabel),

        // Finds: postal addresses with a street, a flat or a post box and a number, over several lines as well; the place where somebody lives.
        // Misses: places alone; streets without a number; scripts without capitals.
        // Example: 12 Station Road, Leeds LS1 4DY
        // Source: lists of this project (PlaceLexicon)
        Detector.Judging("people/address", "Postal address", Classifier, PeopleAndPlaces.AddressLabel),
    ];
}
