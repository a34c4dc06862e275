using System.Net.Http.Headers;

namespace Kotwal.Collectors.Tests.Elastic;

public sealed class BulkContractTests : DoorContract
{
    private protected override (string Source, string Kind, int MaxBytes) Door => ("elastic", "elastic", 1 << 20);

    private protected override async Task SendAsync(RunningDoors doors, IReadOnlyList<string> records)
    {
        using var client = new HttpClient { BaseAddress = doors.Url };
        using var body = new StringContent(string.Concat(records.Select(record => "{\"create\":{\"_index\":\"logs\"}}\n" + record + "\n")));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/vnd.elasticsearch+x-ndjson;compatible-with=9");
        (await client.PostAsync("/elastic/_bulk", body, Some.Cancel)).EnsureSuccessStatusCode();
    }
}
