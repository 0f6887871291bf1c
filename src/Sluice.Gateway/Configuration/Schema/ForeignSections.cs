using System.Text.Json.Nodes;
using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Configuration.Schema;

/// <summary>
/// The sections that bind themselves: Kestrel's, logging's and YARP's. Only what people write most is described; whatever else is theirs is
/// allowed, and judged by them when it is loaded.
/// </summary>
internal static class ForeignSections
{
    public static JsonObject Kestrel() => Parse("""
        {
          "description": "Listeners. Changes take effect at the next start.",
          "type": "object",
          "properties": {
            "Endpoints": {
              "type": "object",
              "properties": {
                "Proxy": { "description": "LLM traffic and health.", "$ref": "#/$defs/endpoint" },
                "Admin": { "description": "Health; 401 to everything else.", "$ref": "#/$defs/endpoint" }
              },
              "additionalProperties": { "$ref": "#/$defs/endpoint" }
            }
          }
        }
        """);

    public static JsonObject Endpoint() => Parse("""
        {
          "type": "object",
          "properties": {
            "Url": { "description": "Such as http://127.0.0.1:8080, or https://0.0.0.0:8443 with a Certificate.", "type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://" },
            "Protocols": { "description": "HTTP/2 without TLS needs Http2 alone.", "enum": ["Http1", "Http2", "Http1AndHttp2", "Http3", "Http1AndHttp2AndHttp3"] },
            "ClientCertificateMode": { "description": "Whether clients must show a certificate (Sluice:Identity:Certificates says which are good).", "enum": ["NoCertificate", "AllowCertificate", "RequireCertificate"] },
            "Certificate": {
              "type": "object",
              "properties": {
                "Path": { "description": "A PFX or PEM file.", "type": "string" },
                "KeyPath": { "description": "The private key's PEM file.", "type": "string" },
                "Password": { "description": "Of the file; better given as Kestrel__Endpoints__Proxy__Certificate__Password.", "type": "string" }
              }
            }
          }
        }
        """);

    public static JsonObject Logging() => Parse("""
        {
          "type": "object",
          "properties": {
            "LogLevel": {
              "description": "By category; Default for all others.",
              "type": "object",
              "additionalProperties": { "enum": ["Trace", "Debug", "Information", "Warning", "Error", "Critical", "None"] }
            }
          }
        }
        """);

    public static JsonObject ReverseProxy() => Parse("""
        {
          "description": "Upstreams, in YARP's own configuration schema.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "Routes": { "description": "By name. A route without Metadata is not guarded.", "type": "object", "additionalProperties": { "$ref": "#/$defs/route" } },
            "Clusters": { "description": "Providers by name.", "type": "object", "additionalProperties": { "$ref": "#/$defs/cluster" } }
          }
        }
        """);

    public static JsonObject Cluster() => Parse("""
        {
          "type": "object",
          "properties": {
            "Destinations": {
              "type": "object",
              "additionalProperties": {
                "type": "object",
                "properties": { "Address": { "description": "Such as https://api.openai.com/; where it is empty, the provider's routes answer 503 and name this key.", "type": "string", "pattern": "^$|^[Hh][Tt][Tt][Pp][Ss]?://" } }
              }
            },
            "HttpRequest": {
              "type": "object",
              "properties": {
                "ActivityTimeout": { "description": "How long a provider may be silent: 00:20:00.", "type": "string" },
                "Version": { "enum": ["1.1", "2", "3"] },
                "VersionPolicy": { "enum": ["RequestVersionOrLower", "RequestVersionOrHigher", "RequestVersionExact"] }
              }
            }
          }
        }
        """);

    public static JsonObject Route()
    {
        JsonObject route = Parse("""
            {
              "type": "object",
              "properties": {
                "ClusterId": { "description": "A cluster of ReverseProxy:Clusters.", "type": "string" },
                "Order": { "description": "Lower is tried first.", "type": "integer" },
                "Match": {
                  "type": "object",
                  "properties": {
                    "Path": { "description": "Such as /v1/{**rest}.", "type": "string" },
                    "Methods": { "type": "array", "items": { "type": "string" } },
                    "Hosts": { "type": "array", "items": { "type": "string" } },
                    "Headers": {
                      "type": "array",
                      "items": {
                        "type": "object",
                        "required": ["Name"],
                        "properties": {
                          "Name": { "type": "string" },
                          "Values": { "type": "array", "items": { "type": "string" } },
                          "Mode": { "enum": ["ExactHeader", "HeaderPrefix", "Contains", "NotContains", "Exists", "NotExists"] }
                        }
                      }
                    }
                  }
                },
                "Transforms": {
                  "description": "On a guarded route the path may lose a prefix (PathRemovePrefix) and not be set otherwise.",
                  "type": "array",
                  "items": { "type": "object", "additionalProperties": { "type": "string" } }
                }
              }
            }
            """);
        route["properties"]!["Metadata"] = new JsonObject
        {
            ["description"] = "Guards the route.",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["Dialect"] = new JsonObject { ["description"] = "The wire format.", ["enum"] = new JsonArray([.. DialectCatalog.All.Keys.Order(StringComparer.Ordinal).Select(d => (JsonNode)d)]) },
                ["Policy"] = new JsonObject { ["description"] = "A policy of Sluice:Policies.", ["type"] = "string" },
                ["OnUnknown"] = new JsonObject { ["description"] = "Pass: bodies and streams that nobody can read pass uninspected on this route.", ["enum"] = new JsonArray("Pass") },
            },
        };
        return route;
    }

    private static JsonObject Parse(string schema) => JsonNode.Parse(schema)!.AsObject();
}
