namespace Kotwal.Demo.Places;

/// <summary>A place where systems stand: a junction, a market, a building.</summary>
/// <param name="Id">Short id that nodes refer to.</param>
/// <param name="Name">The name in English.</param>
/// <param name="Kind">What it is, such as <c>junction</c> or <c>water_works</c>.</param>
/// <param name="Ward">Id of its ward.</param>
/// <param name="Place">Where it is.</param>
public sealed record DemoSite(string Id, string Name, string Kind, string Ward, DemoPoint Place);
