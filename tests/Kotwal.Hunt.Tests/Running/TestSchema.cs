namespace Kotwal.Hunt.Tests.Running;

/// <summary>Two tables: events, and alerts about some of them.</summary>
internal static class TestSchema
{
    public static HuntSchema Open { get; } = new(TestTable.Open, AlertTable.Instance);

    public static HuntSchema Closed { get; } = new(TestTable.Closed, AlertTable.Instance);
}
