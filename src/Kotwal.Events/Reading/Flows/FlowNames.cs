using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading.Flows;

/// <summary>Adds numbers of interfaces and applications with the names that the exporter announced for them.</summary>
internal static class FlowNames
{
    public static void AddIngress(EventBatch batch, FlowElement element, ulong number, FlowDomain domain) =>
        AddInterface(batch, element, number, domain, Ecs.ObserverIngressInterfaceName, Ecs.ObserverIngressInterfaceAlias);

    public static void AddEgress(EventBatch batch, FlowElement element, ulong number, FlowDomain domain) =>
        AddInterface(batch, element, number, domain, Ecs.ObserverEgressInterfaceName, Ecs.ObserverEgressInterfaceAlias);

    public static void AddApplication(EventBatch batch, FlowElement element, ulong number, FlowDomain domain)
    {
        FlowNumber.Add(batch, element.Own, number);
        if (domain.Applications.TryGetValue(number, out var name) && !batch.Has(Ecs.NetworkApplication))
        {
            batch.Add(Ecs.NetworkApplication, name);
        }
    }

    private static void AddInterface(EventBatch batch, FlowElement element, ulong number, FlowDomain domain, Field name, Field alias)
    {
        if (batch.Has(element.Schema!))
        {
            FlowNumber.Add(batch, element.Own, number);
            return;
        }

        batch.Add(element.Schema!, FlowNumber.Keep(batch, number));
        if (domain.InterfaceNames.TryGetValue(number, out var known))
        {
            batch.Add(name, known);
        }

        if (domain.InterfaceDescriptions.TryGetValue(number, out var description))
        {
            batch.Add(alias, description);
        }
    }
}
