namespace Kotwal.Lake.Coverage;

/// <summary>Who sent logs of a class: what one row of the matrix is about.</summary>
/// <param name="NodeId">Id of the system in the city's graph, as the events have it; empty when they have none.</param>
/// <param name="Node">The city's name of the system, or else what the events call their host, observer or sender; empty when they say nothing.</param>
/// <param name="Class">Class of the logs: data set, module, format or source of the events.</param>
/// <param name="Source">The source that the events came in by.</param>
public sealed record LogSender(string NodeId, string Node, string Class, string Source);
