namespace Kotwal.Demo.Places;

/// <summary>A service that the city gives its people.</summary>
/// <param name="Id">Short id that nodes refer to.</param>
/// <param name="Name">The name in English.</param>
/// <param name="NameHi">The name in Hindi.</param>
/// <param name="Criticality"><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</param>
/// <param name="Owner">The department that answers for it.</param>
/// <param name="DependsOn">Ids of services without which it does not work.</param>
public sealed record DemoService(
    string Id, string Name, string NameHi, string Criticality, string Owner, IReadOnlyList<string> DependsOn);
