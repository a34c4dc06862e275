using System.Net;
using CsCheck;
using Kotwal.Collectors.Elastic;

namespace Kotwal.Collectors.Tests.Elastic;

public sealed class BulkTests
{
    private static readonly string[] Parts = ["{\"index\":{\"_index\":\"a\"}}\n", "{\"create\":{", "\"_id\":", "\\ud800", "\"x\"", "}}\n", "\n", "{}", ",", "[[[[", "\r"];

    [Fact]
    public async Task Each_item_is_answered_and_only_what_is_new_is_taken()
    {
        await using var doors = await RunningDoors.StartAsync();

        var (status, answer, headers) = await doors.AskAsync("POST", "/_bulk", """
            {"index":{"_index":"logs-a","_id":"1"}}
            {"n":1}
            {"delete":{"_index":"logs-a","_id":"1"}}
            {"update":{"_index":"logs-a","_id":"1"}}
            {"doc":{"n":2}}
            {"create":{"_index":"logs-b"}}
            {"n":3}
            {"create":{}}
            {"n":4}
            {"create":{"_index":"logs-b"}}


            {"index":{"_index":"logs-b"}}
            not json

            """);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["Elasticsearch"], headers.GetValues("X-Elastic-Product"));
        Assert.True(answer!["errors"]!.GetValue<bool>());
        Assert.Equal(
            ["index 201", "delete 400", "update 400", "create 201", "create 400", "create 400", "index 201"],
            answer["items"]!.AsArray().Select(item => item!.AsObject().Single()).Select(item => $"{item.Key} {item.Value!["status"]}"));
        Assert.Equal(["{\"n\":1}", "{\"n\":3}", "not json"], (await doors.ReadAsync(3)).Select(record => record.Text));
        var counts = doors.CountsOf("elastic", "elastic");
        Assert.Equal((7, 3, 4), (counts.Received, counts.Accepted, counts.Rejected["action"]));
    }

    [Fact]
    public async Task Index_id_and_pipeline_go_along()
    {
        await using var doors = await RunningDoors.StartAsync();

        var (status, _, _) = await doors.AskAsync("PUT", "/winlogbeat-9.1/_bulk?pipeline=routing&require_data_stream=true", """
            {"create":{}}
            {"n":1}
            {"create":{"_index":"logs-x","_id":"é","pipeline":"own","require_data_stream":true,"dynamic_templates":{"a":"b"}}}
            {"n":2}

            """);
        var origins = (await doors.ReadAsync(2)).Select(record => record.Origin).ToList();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([new("elastic.index", "winlogbeat-9.1"), new("elastic.pipeline", "routing")], origins[0].Attributes);
        Assert.Equal([new("elastic.index", "logs-x"), new("elastic.id", "é"), new("elastic.pipeline", "own")], origins[1].Attributes);
        Assert.All(origins, origin => Assert.Equal(("elastic", "elastic", "ecs", "127.0.0.1"), (origin.Source, origin.Transport, origin.Format, origin.Sender)));
    }

    [Fact]
    public async Task A_request_may_name_its_source_and_format()
    {
        await using var doors = await RunningDoors.StartAsync();

        await doors.AskAsync("POST", "/_bulk?source=pumps&format=suricata", "{\"index\":{\"_index\":\"x\"}}\n{}\n");
        var origin = Assert.Single(await doors.ReadAsync(1)).Origin;
        var (refused, _, _) = await doors.AskAsync("POST", "/_bulk?source=kotwal-audit", "{\"index\":{\"_index\":\"x\"}}\n{}\n");

        Assert.Equal(("pumps", "suricata"), (origin.Source, origin.Format));
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.False(doors.Knows("kotwal-audit"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_documents_keep_their_order_with_ids_and_without(bool hasIds)
    {
        await using var doors = await RunningDoors.StartAsync();
        var documents = Enumerable.Range(0, 20_000).Select(n => $"{{\"n\":{n}}}").ToList();
        var body = string.Concat(documents.Select((document, n) =>
            $"{{\"create\":{{\"_index\":\"logs-{n % 3}\"{(hasIds ? $",\"_id\":\"{n}\"" : "")}}}}}\n{document}\n"));

        var (status, answer, _) = await doors.AskAsync("POST", "/_bulk", body, isPacked: true);
        Assert.True(status == HttpStatusCode.OK, answer!.ToJsonString());
        var records = await doors.ReadAsync(documents.Count);

        Assert.Equal(documents.Count, answer!["items"]!.AsArray().Count);
        Assert.False(answer["errors"]!.GetValue<bool>());
        Assert.Equal(documents, records.Select(record => record.Text));
        Assert.Equal(documents.Count, doors.CountsOf("elastic", "elastic").Accepted);
        if (hasIds)
        {
            Assert.Equal("19999", answer["items"]![19_999]!["create"]!["_id"]!.GetValue<string>());
            Assert.Equal(new("elastic.id", "19999"), records[^1].Origin.Attributes[1]);
        }
    }

    [Theory]
    [InlineData("errors,items.*.error,items.*.status", """{"errors":true,"items":[{"index":{"status":201}},{"delete":{"status":400,"error":{"type":"illegal_argument_exception","reason":"Kotwal keeps what it was sent: only index and create are taken."}}}]}""")]
    [InlineData("errors,items.*.error.type", """{"errors":true,"items":[{"delete":{"error":{"type":"illegal_argument_exception"}}}]}""")]
    [InlineData("-took,-items.**.reason,-items.*._*,-items.*.result", """{"errors":true,"items":[{"index":{"status":201}},{"delete":{"status":400,"error":{"type":"illegal_argument_exception"}}}]}""")]
    [InlineData("errors", """{"errors":true}""")]
    [InlineData("**.result", """{"items":[{"index":{"result":"created"}}]}""")]
    [InlineData("nothing", "{}")]
    public async Task The_answer_has_what_was_asked_for(string filter, string expected)
    {
        await using var doors = await RunningDoors.StartAsync();

        var (_, answer, _) = await doors.AskAsync("POST", "/a/_bulk?filter_path=" + Uri.EscapeDataString(filter), "{\"index\":{}}\n{}\n{\"delete\":{}}\n");

        Assert.Equal(expected, answer!.ToJsonString());
    }

    [Theory]
    [InlineData("{\"index\":{\"_index\":\"x\"}}\n{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n", "line [3]")]
    [InlineData("{\"index\":{\"_index\":\"x\"}}\n{\"a\":1}\n{\"index\":{\"_index\":\"x\"}}\n", "its document is missing")]
    [InlineData("{\"index\":{\"_index\":\"x\"}}\n{\"a\":1}\n{\"index\":{\"_index\":\"\\ud800\"}}\n{}\n", "line [3]")]
    public async Task What_stands_before_a_line_that_is_no_action_is_kept(string body, string reason)
    {
        await using var doors = await RunningDoors.StartAsync();

        var (status, answer, _) = await doors.AskAsync("POST", "/_bulk", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(reason, answer!["error"]!["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("{\"a\":1}", Assert.Single(await doors.ReadAsync(1)).Text);
        var counts = doors.CountsOf("elastic", "elastic");
        Assert.Equal((2, 1, 1), (counts.Received, counts.Accepted, counts.Rejected["action"]));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "{\"index\":{}}\n{}\n", HttpStatusCode.NotAcceptable)]
    [InlineData("application/json", "", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "\n\n", HttpStatusCode.BadRequest)]
    public async Task What_is_no_bulk_request_is_refused(string type, string body, HttpStatusCode expected)
    {
        await using var doors = await RunningDoors.StartAsync();

        var (status, answer, headers) = await doors.AskAsync("POST", "/x/_bulk", body, type);

        Assert.Equal(expected, status);
        Assert.Equal((int)expected, answer!["status"]!.GetValue<int>());
        Assert.True(headers.Contains("X-Elastic-Product"));
    }

    [Fact]
    public async Task A_full_spool_refuses_the_whole_request_so_that_all_of_it_comes_again()
    {
        await using var doors = await RunningDoors.StartAsync(
            ("Spool:SegmentBytes", "65536"), ("Spool:MaxBytes", "262144"), ("Http:MaxWait", "00:00:00.05"));
        var document = new string('x', 1000);
        var body = string.Concat(Enumerable.Range(0, 2000).Select(n => $"{{\"create\":{{\"_index\":\"x\"}}}}\n{n} {document}\n"));

        var (status, answer, headers) = await doors.AskAsync("POST", "/_bulk", body);
        var counts = doors.CountsOf("elastic", "elastic");

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal(TimeSpan.FromSeconds(5), headers.RetryAfter!.Delta);
        Assert.Equal("es_rejected_execution_exception", answer!["error"]!["type"]!.GetValue<string>());
        Assert.Equal(counts.Received, counts.Accepted + counts.Rejected["full"]);
        Assert.Equal("0", (await doors.ReadAsync((int)counts.Accepted))[0].Text.Split(' ')[0]);
    }

    [Fact]
    public async Task A_body_that_is_cut_off_is_refused()
    {
        await using var doors = await RunningDoors.StartAsync(("Http:MaxBodyBytes", "1024"));

        var (status, answer, _) = await doors.AskAsync("POST", "/_bulk", "{\"create\":{\"_index\":\"x\"}}\n" + new string('x', 2000) + "\n");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal("content_too_long_exception", answer!["error"]!["type"]!.GetValue<string>());
    }

    [Fact]
    public void Any_bytes_are_read_without_a_throw() => Gen.OneOf(
            Gen.Byte.Array[0, 200],
            Gen.Int[0, Parts.Length - 1]
                .Array[0, 20].Select(picked => Some.Bytes(string.Concat(picked.Select(part => Parts[part])))))
        .Sample(bytes => BulkPromises.Broken(bytes) is null);
}
