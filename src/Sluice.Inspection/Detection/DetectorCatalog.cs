using System.Collections.Frozen;
using Sluice.Inspection.Detection.Agents;
using Sluice.Inspection.Detection.Code;
using Sluice.Inspection.Detection.DenialOfService;
using Sluice.Inspection.Detection.Grounding;
using Sluice.Inspection.Detection.Leaks;
using Sluice.Inspection.Detection.PersonalData;
using Sluice.Inspection.Detection.PersonalData.People;
using Sluice.Inspection.Detection.PromptInjection;
using Sluice.Inspection.Detection.Secrets;
using Sluice.Inspection.Detection.Sql;
using Sluice.Inspection.Detection.Toxicity;
using Sluice.Inspection.Detection.Urls;

namespace Sluice.Inspection.Detection;

/// <summary>The built-in detectors.</summary>
public static class DetectorCatalog
{
    /// <summary>Keys, tokens and passwords: <c>secrets/*</c>.</summary>
    public static IReadOnlyList<Detector> Secrets { get; } =
    [
        .. AwsSecrets.All,
        .. GoogleSecrets.All,
        .. AzureSecrets.All,
        .. ModelProviderSecrets.All,
        .. CodeHostSecrets.All,
        .. RegistrySecrets.All,
        .. ChatSecrets.All,
        .. CommerceSecrets.All,
        .. MessagingSecrets.All,
        .. PlatformSecrets.All,
        .. MonitoringSecrets.All,
        .. WorkspaceSecrets.All,
        .. StandardSecrets.All,
        .. GenericSecrets.All,
    ];

    /// <summary>Structured personal data: <c>pii/*</c>.</summary>
    public static IReadOnlyList<Detector> PersonalData { get; } =
    [
        .. ContactData.All,
        .. FinanceData.All,
        .. NetworkData.All,
        .. DocumentData.All,
        .. UnitedStatesIds.All,
        .. UnitedKingdomIds.All,
        .. EuropeanIds.All,
        .. NordicAndAlpineIds.All,
        .. OverseasIds.All,
    ];

    /// <summary>What judges meaning: each group's list in one line.</summary>
    public static IReadOnlyList<Detector> Meaning { get; } =
    [
        .. PeopleData.All,
        .. PromptAttacks.All,
        .. ToxicContent.All,
        .. CodeContent.All,
        .. DenialOfServiceContent.All,
        .. DatabaseSecurity.All,
        .. UrlSafety.All,
        .. AgentDetectors.All,
        .. LeakDetectors.All,
        .. GroundingDetectors.All,
    ];

    /// <summary>All of them, secrets first.</summary>
    public static IReadOnlyList<Detector> All { get; } = [.. Secrets, .. PersonalData, .. Meaning];

    /// <summary>By name, ignoring case as policies do.</summary>
    public static FrozenDictionary<string, Detector> ByName { get; } = Index(All);

    /// <summary>Throws <see cref="InvalidOperationException"/> when two detectors or two rules have one name.</summary>
    internal static FrozenDictionary<string, Detector> Index(IReadOnlyList<Detector> detectors)
    {
        var byName = new Dictionary<string, Detector>(StringComparer.OrdinalIgnoreCase);
        var rules = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var detector in detectors)
        {
            if (!byName.TryAdd(detector.Name, detector))
                throw new InvalidOperationException($"Two detectors are named {detector.Name}.");
            foreach (var rule in detector.Rules)
            {
                if (!rules.Add(rule.Name))
                    throw new InvalidOperationException($"Two rules are named {rule.Name}.");
            }
        }

        return byName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
