using Sluice.Inspection.Detection;

namespace Sluice.Inspection.Tests.Detection;

public sealed class DetectorRunTests
{
    private readonly List<Detected> _found = [];

    [Fact]
    public void Patterns_and_classifiers_run_beside_each_other_and_name_their_detector()
    {
        using DetectorRun run = new([DetectorCatalog.ByName["pii/email"], DetectorCatalog.ByName["people/name"]]);
        run.Run("Ingrid Johansson <ingrid@example.org>", Direction.Request, ContentScope.User, _found);
        Assert.Equal([new Detected(0, 1, 18, 18), new Detected(1, 1, 0, 16)], _found);
    }

    [Fact]
    public void Detectors_whose_matches_overlap_have_the_span_that_covers_them()
    {
        using DetectorRun run = new([DetectorCatalog.ByName["secrets/generic-api-key"], DetectorCatalog.ByName["secrets/aws-access-key-id"]]);
        run.Run("token: AKIA2E7QK4ZP9XWV3T6M", Direction.Request, ContentScope.User, _found);
        Assert.Equal([(0, 7, 20), (1, 7, 20)], _found.Select(f => (f.Detector, f.Start, f.Length)).Order());
    }

    [Fact]
    public void What_was_found_before_is_forgotten()
    {
        using DetectorRun run = new([DetectorCatalog.ByName["pii/email"]]);
        run.Run("a@example.org", Direction.Request, ContentScope.User, _found);
        run.Run("nothing", Direction.Request, ContentScope.User, _found);
        Assert.Empty(_found);
        run.Run("", Direction.Request, ContentScope.User, _found);
        Assert.Empty(_found);
    }
}
