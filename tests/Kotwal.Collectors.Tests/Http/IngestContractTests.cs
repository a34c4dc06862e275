using System.Net;
using System.Text;

namespace Kotwal.Collectors.Tests.Http;

public sealed class IngestJsonLinesTests : DoorContract
{
    private protected override (string Source, string Kind, int MaxBytes) Door => ("lights.ward-7", "http", 1 << 20);

    private protected override async Task SendAsync(RunningDoors doors, IReadOnlyList<string> records)
    {
        using var client = new HttpClient { BaseAddress = doors.Url };
        using var body = new StringContent(string.Join('\n', records), Encoding.UTF8, "application/x-ndjson");
        var answer = await client.PostAsync("/api/v1/ingest/lights.ward-7", body, Some.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($$"""{"accepted":{{records.Count}},"rejected":0}""", await answer.Content.ReadAsStringAsync(Some.Cancel));
    }
}

public sealed class IngestRawLinesTests : DoorContract
{
    private protected override (string Source, string Kind, int MaxBytes) Door => ("gate", "http", 1 << 20);

    private protected override async Task SendAsync(RunningDoors doors, IReadOnlyList<string> records)
    {
        using var client = new HttpClient { BaseAddress = doors.Url };
        using var body = new StringContent(string.Join("\r\n", records) + "\r\n", Encoding.UTF8, "text/plain");
        (await client.PostAsync("/api/v1/ingest/gate", body, Some.Cancel)).EnsureSuccessStatusCode();
    }
}
