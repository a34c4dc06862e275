using System.Text;
using Kotwal.City.People;

namespace Kotwal.Devices.Tests;

/// <summary>A city of two services: water, which depends on power; a pump behind a gateway, and a feeder.</summary>
internal static class SmallCity
{
    public const string PumpAddress = "10.1.0.1";
    public const string FeederAddress = "10.2.0.1";

    public const string Lines = """
        {"kotwal":"inventory","version":1}
        {"kind":"zone","id":{"ref":"scada"},"attributes":{"name":"Water control","network":"10.1.0.0/24"}}
        {"kind":"zone","id":{"ref":"field"},"attributes":{"name":"Field","network":"10.2.0.0/24"}}
        {"kind":"ward","id":{"ref":"w1"},"attributes":{"name":"Fort"}}
        {"kind":"ward","id":{"ref":"w2"},"attributes":{"name":"Lake"}}
        {"kind":"organisation","id":{"ref":"water-board"},"attributes":{"name":"Water Board"}}
        {"kind":"service","id":{"ref":"power"},"attributes":{"name":"Power","criticality":"high"}}
        {"kind":"service","id":{"ref":"water"},"attributes":{"name":"Water supply","criticality":"critical"},"relations":[{"name":"depends-on","kind":"service","id":{"ref":"power"}},{"name":"owned-by","kind":"organisation","id":{"ref":"water-board"}}]}
        {"kind":"asset","id":{"ref":"gw-1","mac":"00:1b:44:11:3a:b7"},"attributes":{"name":"gw-1","type":"gateway"}}
        {"kind":"asset","id":{"ref":"pump-1","ip":"10.1.0.1","hostname":"pump-1"},"attributes":{"name":"pump-1","type":"plc","vendor":"Acme"},"relations":[{"name":"located-in","kind":"zone","id":{"ref":"scada"}},{"name":"located-in","kind":"ward","id":{"ref":"w1"}},{"name":"runs","kind":"service","id":{"ref":"water"}},{"name":"depends-on","kind":"asset","id":{"ref":"gw-1"}}]}
        {"kind":"asset","id":{"ref":"feeder-1","ip":"10.2.0.1"},"attributes":{"name":"feeder-1","type":"plc"},"relations":[{"name":"located-in","kind":"zone","id":{"ref":"field"}},{"name":"located-in","kind":"ward","id":{"ref":"w2"}},{"name":"runs","kind":"service","id":{"ref":"power"}}]}
        """;

    public const int Nodes = 10;

    public static readonly ScopeKey Water = new(ScopeKind.Service, "water");

    public static Stream Document => new MemoryStream(Encoding.UTF8.GetBytes(Lines));
}
