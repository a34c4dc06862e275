using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Kotwal.Collectors.Elastic;

/// <summary>
/// What senders ask before they send: who is there, may it be used, is it well, and is everything set up. Nothing needs to be
/// set up for Kotwal, so every template, policy, pipeline, stream and alias that they ask for is there, and what they want to
/// set up is acknowledged and changes nothing.
/// </summary>
internal sealed class ElasticProbes(Spool.Spool spool, IOptions<ElasticOptions> options)
{
    private const string Cluster = "kotwal";
    private const string License = "basic";

    /// <summary>Answers a question; null when it is none that senders ask.</summary>
    public JsonObject? Find(string[] path) => path switch
    {
        [] => Server(),
        ["_license"] => new() { ["license"] = LicenseAnswer() },
        ["_xpack"] => Features(),
        ["_cluster", "health", ..] => Health(),
        ["_nodes", ..] => Nodes(),
        ["_index_template", var name] => Named("index_templates", "index_template", name, new() { ["index_patterns"] = new JsonArray(name + "*"), ["data_stream"] = new JsonObject() }),
        ["_component_template", var name] => Named("component_templates", "component_template", name, new() { ["template"] = new JsonObject() }),
        ["_template", var name] => new() { [name] = new JsonObject { ["index_patterns"] = new JsonArray(name + "*") } },
        ["_ilm", "policy", var name] => new() { [name] = new JsonObject { ["version"] = 1, ["policy"] = new JsonObject { ["phases"] = new JsonObject() } } },
        ["_ilm", "status"] => new() { ["operation_mode"] = "RUNNING" },
        ["_data_stream", var name] => new() { ["data_streams"] = new JsonArray(new JsonObject { ["name"] = name, ["status"] = Status }) },
        ["_ingest", "pipeline", var name] => new() { [name] = new JsonObject { ["processors"] = new JsonArray() } },
        ["_alias", var name] => AliasOf(name, name),
        [var index, "_alias", var name] when IsName(index) => AliasOf(index, name),
        [var index] when IsName(index) => new() { [index] = new JsonObject() },
        _ => null,
    };

    /// <summary>Whether a request wants to set something up.</summary>
    public static bool IsSetUp(string[] path) => path switch
    {
        ["_index_template" or "_component_template" or "_template" or "_data_stream", _] => true,
        ["_ilm" or "_ingest", "policy" or "pipeline", _] => true,
        ["_data_stream", _, "_lifecycle"] => true,
        [var index] => IsName(index),
        [var index, "_alias", _] => IsName(index),
        _ => false,
    };

    /// <summary>Says that something is set up.</summary>
    public static JsonObject Acknowledged(string[] path) => path is [var index]
        ? new() { ["acknowledged"] = true, ["shards_acknowledged"] = true, ["index"] = index }
        : new() { ["acknowledged"] = true };

    private string Status => spool.IsFull ? "yellow" : "green";

    private static bool IsName(string text) => !text.StartsWith('_');

    private static JsonObject AliasOf(string index, string name) =>
        new() { [index] = new JsonObject { ["aliases"] = new JsonObject { [name] = new JsonObject { ["is_write_index"] = true } } } };

    private static JsonObject Named(string list, string kind, string name, JsonObject content) =>
        new() { [list] = new JsonArray(new JsonObject { ["name"] = name, [kind] = content }) };

    // The oldest clients look for these very words, the others for the flavour or the number.
    private JsonObject Server() => new()
    {
        ["name"] = Cluster,
        ["cluster_name"] = Cluster,
        ["cluster_uuid"] = spool.Id.ToString("N"),
        ["version"] = new JsonObject
        {
            ["number"] = options.Value.Version,
            ["build_flavor"] = "default",
            ["build_type"] = Cluster,
            ["build_snapshot"] = false,
            ["minimum_wire_compatibility_version"] = "7.17.0",
            ["minimum_index_compatibility_version"] = "7.0.0",
        },
        ["tagline"] = "You Know, for Search",
    };

    private JsonObject LicenseAnswer() => new()
    {
        ["uid"] = spool.Id.ToString("D"),
        ["type"] = License,
        ["mode"] = License,
        ["status"] = "active",
        ["issued_to"] = Cluster,
        ["issuer"] = Cluster,
    };

    private JsonObject Features() => new()
    {
        ["license"] = LicenseAnswer(),
        ["features"] = new JsonObject { ["ilm"] = Feature(), ["security"] = Feature() },
    };

    private static JsonObject Feature() => new() { ["available"] = true, ["enabled"] = true };

    private JsonObject Health() => new()
    {
        ["cluster_name"] = Cluster,
        ["status"] = Status,
        ["timed_out"] = false,
        ["number_of_nodes"] = 1,
        ["number_of_data_nodes"] = 1,
    };

    // Whoever looks for further nodes keeps to the address that he was given.
    private static JsonObject Nodes() => new()
    {
        ["_nodes"] = new JsonObject { ["total"] = 0, ["successful"] = 0, ["failed"] = 0 },
        ["cluster_name"] = Cluster,
        ["nodes"] = new JsonObject(),
    };
}
