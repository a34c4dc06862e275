using Kotwal.City.People;

namespace Kotwal.City.Graph;

/// <summary>The parts that the city's plan names.</summary>
internal sealed class PlanScopeChoices(CityPlan plan) : IScopeChoices
{
    private readonly IReadOnlyList<ScopeChoice> all = Read(plan);

    public Task<IReadOnlyList<ScopeChoice>> ListAsync(CancellationToken cancel) => Task.FromResult(all);

    private static IReadOnlyList<ScopeChoice> Read(CityPlan plan)
    {
        var zones = plan.Zones.Select(zone => Choice(ScopeKind.Zone, zone.Id, zone.Name, ""));
        var wards = plan.Wards.Select(ward => Choice(ScopeKind.Ward, ward.Id, ward.Name, ward.NameHindi));
        var services = plan.Services.Select(service => Choice(ScopeKind.Service, service.Id, service.Name, service.NameHindi));
        var owners = plan.Services.Select(service => service.Owner).Concat(plan.Nodes.Select(node => node.Owner));
        var departments = owners.Select(owner => Choice(ScopeKind.Department, owner, owner, ""));
        return
        [
            .. zones.Concat(wards).Concat(services).Concat(departments)
                .Where(choice => choice.Key.Value.Length is > 0 and <= ScopeKey.MaxValueLength)
                .DistinctBy(choice => choice.Key)
                .OrderBy(choice => choice.Key.Kind).ThenBy(choice => choice.Name, StringComparer.CurrentCulture),
        ];
    }

    private static ScopeChoice Choice(ScopeKind kind, string id, string name, string nameHindi) =>
        new(new ScopeKey(kind, id), name.Length > 0 ? name : id, nameHindi);
}
