// Lines of flags that several commands of kubectl 1.3 have in common.

/** How objects are printed. */
export const outputFlags = `
      --no-headers[=false]: When using the default output, don't print headers.
  -o, --output="": Output format. One of: json|yaml|wide|name|go-template=...|go-template-file=...|jsonpath=...|jsonpath-file=... See golang template [http://golang.org/pkg/text/template/#pkg-overview] and jsonpath template [http://releases.k8s.io/release-1.3/docs/user-guide/jsonpath.md].
      --output-version="": Output the formatted object with the given group version (for ex: 'extensions/v1beta1').
  -a, --show-all[=false]: When printing, show all resources (default hide terminated pods.)
      --show-labels[=false]: When printing, show all labels as the last column (default hide labels column)
      --sort-by="": If non-empty, sort list types using this field specification.  The field specification is expressed as a JSONPath expression (e.g. '{.metadata.name}'). The field in the API resource specified by this JSONPath expression must be an integer or a string.
      --template="": Template string or path to template file to use when -o=go-template, -o=go-template-file. The template format is golang templates [http://golang.org/pkg/text/template/#pkg-overview].
`;

/** For commands that print names only. */
export const shortOutputFlag = `
  -o, --output="": Output mode. Use "-o name" for shorter output (resource/name).
`;

export const recursiveFlag = `
  -R, --recursive[=false]: Process the directory used in -f, --filename recursively. Useful when you want to manage related manifests organized within the same directory.
`;

export const extendedApisFlag = `
      --include-extended-apis[=true]: If true, include definitions of new APIs via calls to the API server. [default true]
`;

export const selectorFlag = `
  -l, --selector="": Selector (label query) to filter on
`;

export const recordFlag = `
      --record[=false]: Record current kubectl command in the resource annotation.
`;

export const saveConfigFlag = `
      --save-config[=false]: If true, the configuration of current object will be saved in its annotation. This is useful when you want to perform kubectl apply on this object in the future.
`;

export const schemaFlags = `
      --schema-cache-dir="~/.kube/schema": If non-empty, load/store cached API schemas in this directory, default is '$HOME/.kube/schema'
      --validate[=true]: If true, use a schema to validate the input before sending it
`;

export const dryRunFlag = `
      --dry-run[=false]: If true, only print the object that would be sent, without sending it.
`;

/** The types that the long texts of get, describe and explain list. */
export const possibleTypes = `Possible resource types include (case insensitive): pods (po), services (svc), deployments,
replicasets (rs), replicationcontrollers (rc), nodes (no), events (ev), limitranges (limits),
persistentvolumes (pv), persistentvolumeclaims (pvc), resourcequotas (quota), namespaces (ns),
serviceaccounts (sa), ingresses (ing), horizontalpodautoscalers (hpa), daemonsets (ds), configmaps,
componentstatuses (cs), endpoints (ep), and secrets.`;
