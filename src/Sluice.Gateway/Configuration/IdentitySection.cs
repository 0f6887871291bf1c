using Sluice.Governance.Identity;

namespace Sluice.Gateway.Configuration;

/// <summary>Reads <c>Sluice:Identity</c>.</summary>
internal static class IdentitySection
{
    private static readonly string[] Modes = [IdentityOptions.Passthrough, IdentityOptions.Keys];
    private static readonly string[] Kinds = ["uri:", "dns:", "email:"];

    public static IdentityOptions Read(SectionReader reader)
    {
        var identity = new IdentityOptions();
        string mode = reader.Text(nameof(identity.Mode)) ?? identity.Mode;
        if (Array.Find(Modes, m => m.Equals(mode, StringComparison.OrdinalIgnoreCase)) is { } known)
            identity.Mode = known;
        else
            reader.Error(nameof(identity.Mode), $"\"{mode}\" is not known; use \"{string.Join("\" or \"", Modes)}\"");
        List<string> parameters = reader.Texts(nameof(identity.AllowParameters));
        identity.AllowParameters = reader.Has(nameof(identity.AllowParameters)) ? parameters : null;
        identity.Issuers = IssuersSection.Read(reader.Section(nameof(identity.Issuers)));
        identity.Certificates = ReadCertificates(reader.Section(nameof(identity.Certificates)));
        reader.RefuseUnknown();
        return identity;
    }

    private static CertificateOptions ReadCertificates(SectionReader reader)
    {
        var certificates = new CertificateOptions
        {
            Authorities = reader.Texts(nameof(CertificateOptions.Authorities)),
            RevocationLists = reader.Texts(nameof(CertificateOptions.RevocationLists)),
        };
        foreach (SectionReader item in reader.Items(nameof(certificates.Callers)))
        {
            CertificateCallerOptions caller = ReadCaller(item);
            if (certificates.Callers.Exists(c => c.Name.Equals(caller.Name, StringComparison.OrdinalIgnoreCase)))
                item.Error(nameof(caller.Name), $"\"{caller.Name}\" stands here twice: a name belongs to one caller of one tenant");
            certificates.Callers.Add(caller);
        }

        reader.RefuseUnknown();
        return certificates;
    }

    private static CertificateCallerOptions ReadCaller(SectionReader reader)
    {
        var caller = new CertificateCallerOptions();
        caller.Name = reader.Text(nameof(caller.Name)) ?? "";
        if (!Array.Exists(Kinds, k => caller.Name.StartsWith(k, StringComparison.OrdinalIgnoreCase) && caller.Name.Length > k.Length))
            reader.Error(nameof(caller.Name), $"\"{caller.Name}\" is not a name such as uri:spiffe://example.org/agent, dns:agent.example.org or email:agent@example.org");
        caller.Tenant = reader.Text(nameof(caller.Tenant)) ?? caller.Tenant;
        caller.Project = reader.Text(nameof(caller.Project));
        caller.App = reader.Text(nameof(caller.App));
        caller.Permissions = reader.Texts(nameof(caller.Permissions));
        foreach (string permission in caller.Permissions.Where(p => !Permission.TryParse(p, out _)))
            reader.Error(nameof(caller.Permissions), $"\"{permission}\" is not a permission such as Interactions:Write");
        if (caller.Permissions.Count == 0)
            reader.Error(nameof(caller.Permissions), "is missing: a caller without permissions may do nothing");
        caller.Models = reader.Texts(nameof(caller.Models));
        caller.Endpoints = reader.Texts(nameof(caller.Endpoints));
        caller.Parameters = reader.Texts(nameof(caller.Parameters));
        caller.Sources = SluiceSection.ReadNetworks(reader, nameof(caller.Sources));
        reader.RefuseUnknown();
        return caller;
    }
}
